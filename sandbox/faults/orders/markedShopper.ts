import { sampleShopper, type Shopper } from '../../marketplace/sampleShopper'

/** In everything that is about a person: it may be found in nothing the app wrote. */
export const PERSONAL_MARKER = 'zq7personal'

/** A shopper whose every word can be recognised. */
export const markedShopper: Shopper = {
  clientProfileData: {
    ...sampleShopper.clientProfileData,
    email: `${PERSONAL_MARKER}.mail@ct.vtex.com.br`,
    firstName: `${PERSONAL_MARKER} Fulana`,
    lastName: `${PERSONAL_MARKER} da Silva`,
    document: `${PERSONAL_MARKER}-000`,
    phone: `+55 ${PERSONAL_MARKER}`,
  },
  address: {
    ...sampleShopper.address,
    receiverName: `${PERSONAL_MARKER} Fulana`,
    street: `Rua ${PERSONAL_MARKER}`,
    complement: `${PERSONAL_MARKER} ap. 000`,
    reference: `${PERSONAL_MARKER} praça`,
  },
}
