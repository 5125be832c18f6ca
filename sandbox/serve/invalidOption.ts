/** An option of the command is wrong; the message names it. */
export class InvalidOption extends Error {}
