/** A shopper as placement describes one (PROTOCOL §6.1). */
export interface Shopper {
  readonly clientProfileData: Readonly<Record<string, unknown>>
  readonly address: Readonly<Record<string, unknown>> & {
    readonly addressId: string
    readonly postalCode: string
    readonly country: string
    readonly geoCoordinates: readonly number[]
  }
}

/** Nobody: invented name and street, a document of repeated digits, and the masked e-mail VTEX sends by default. */
export const sampleShopper: Shopper = {
  clientProfileData: {
    email: '0123456789abcdef0123456789abcdef@ct.vtex.com.br',
    firstName: 'Fulana',
    lastName: 'Exemplo da Silva',
    documentType: 'cpf',
    document: '00000000000',
    phone: '+5521000000000',
    corporateName: null,
    tradeName: null,
    corporateDocument: null,
    stateInscription: null,
    corporatePhone: null,
    isCorporate: false,
    userProfileId: null,
  },
  address: {
    addressType: 'residential',
    receiverName: 'Fulana Exemplo da Silva',
    addressId: 'casa-exemplo',
    postalCode: '22270-030',
    city: 'Rio de Janeiro',
    state: 'RJ',
    country: 'BRA',
    street: 'Rua Que Não Existe',
    number: '0',
    neighborhood: 'Bairro de Exemplo',
    complement: 'ap. 000',
    reference: null,
    geoCoordinates: [],
  },
}
