import type { ID } from '@vendure/core'
import type { AdminApi } from '../adminApi'

export interface Login {
  readonly username: string
  readonly password: string
}

export interface ShopLogins {
  readonly connector: Login
  readonly staff: Login
}

/** The least the connector needs; listed with reasons in docs/partners/vendure.md. */
const CONNECTOR_PERMISSIONS = [
  'ReadCatalog',
  'ReadStockLocation',
  'ReadShippingMethod',
  'ReadOrder',
  'CreateOrder',
  'UpdateOrder',
  'DeleteOrder',
  'ReadCustomer',
]

/** What people at the shop do: change prices and stock, invoice, pack and ship. */
const STAFF_PERMISSIONS = [
  'ReadCatalog',
  'UpdateCatalog',
  'DeleteCatalog',
  'ReadStockLocation',
  'ReadOrder',
  'CreateOrder',
  'UpdateOrder',
]

export async function seedLogins(api: AdminApi, channelId: ID, logins: ShopLogins) {
  await addLogin(api, channelId, 'marketplace-connector', CONNECTOR_PERMISSIONS, logins.connector)
  await addLogin(api, channelId, 'warehouse', STAFF_PERMISSIONS, logins.staff)
}

async function addLogin(api: AdminApi, channelId: ID, role: string, permissions: string[], login: Login) {
  const { createRole } = await api.run<{ createRole: { id: string } }>(
    'mutation AddRole($input: CreateRoleInput!) { createRole(input: $input) { id } }',
    { input: { code: role, description: role, channelIds: [channelId], permissions } },
  )
  await api.run(
    'mutation AddAdministrator($input: CreateAdministratorInput!) { createAdministrator(input: $input) { id } }',
    {
      input: {
        firstName: role,
        lastName: 'login',
        emailAddress: login.username,
        password: login.password,
        roleIds: [createRole.id],
      },
    },
  )
}
