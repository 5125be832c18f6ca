import { IOClients, Service, type ServiceContext } from '@vtex/api'

const health = async (ctx: ServiceContext) => {
  ctx.set('Cache-Control', 'no-store')
  ctx.body = { status: 'ok' }
}

export default new Service({
  clients: { implementation: IOClients, options: { default: { timeout: 1000 } } },
  routes: { health },
})
