declare const brand: unique symbol

/** A primitive that cannot be passed where another one of the same shape is due. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
