'use strict'
// A service that does what a test asks of it, so that the stand-in can be seen from the app's side.
const { ExternalClient, InfraClient, IOClients, Service } = require('@vtex/api')

class AnyHost extends ExternalClient {
  constructor(context, options) {
    super('', context, { ...options, timeout: 5000 })
  }
  send(config) {
    return this.http.request({ validateStatus: () => true, ...config })
  }
}

class Files extends InfraClient {
  constructor(context, options) {
    super('vbase@2.x', context, { ...options, memoizable: false })
  }
  send(config) {
    return this.http.request({ validateStatus: () => true, ...config })
  }
}

class Clients extends IOClients {
  get anyHost() {
    return this.getOrSet('anyHost', AnyHost)
  }
  get files() {
    return this.getOrSet('files', Files)
  }
}

const received = []
let counter = 0

const json = async (ctx) => {
  const chunks = []
  for await (const chunk of ctx.req) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? {} : JSON.parse(text)
}

const echo = async (ctx) => {
  ctx.set('Cache-Control', 'no-store')
  ctx.body = {
    route: ctx.vtex.route,
    account: ctx.vtex.account,
    workspace: ctx.vtex.workspace,
    production: ctx.vtex.production,
    operationId: ctx.vtex.operationId,
    headers: ctx.headers,
    adminUserAuthToken: ctx.vtex.adminUserAuthToken,
    method: ctx.method,
    body: (await json(ctx).catch(() => null)) ?? null,
  }
}

const answerOf = async (promise) => {
  try {
    const { status, headers, data } = await promise
    return { status, headers, data }
  } catch (error) {
    return { failed: error.code ?? error.message }
  }
}

const OUTBOUND_AUTHENTICATION = (ctx) => ({ VtexIdclientAutCookie: ctx.vtex.authToken })

module.exports.default = new Service({
  clients: { implementation: Clients, options: { default: { timeout: 5000, retries: 0 } } },
  routes: {
    echo,
    echoStatic: echo,
    tail: echo,
    admin: echo,
    machine: echo,
    // Sends any request out, with the app's own token for VTEX where `asApp` says so.
    call: async (ctx) => {
      const { asApp, ...config } = await json(ctx)
      const headers = { ...(asApp ? OUTBOUND_AUTHENTICATION(ctx) : {}), ...config.headers }
      ctx.body = await answerOf(ctx.clients.anyHost.send({ ...config, headers }))
    },
    infra: async (ctx) => {
      const { client, ...config } = await json(ctx)
      if (client === 'environment') ctx.body = { http_proxy: process.env.http_proxy, no_proxy: process.env.no_proxy }
      else if (client === 'settings') ctx.body = await ctx.clients.apps.getAppSettings(process.env.VTEX_APP_ID)
      else ctx.body = await answerOf(ctx.clients.files.send(config))
    },
    count: async (ctx) => {
      if (ctx.query.seconds) ctx.set('Cache-Control', `public, max-age=${ctx.query.seconds}`)
      ctx.body = { count: ++counter, pid: process.pid }
    },
    hang: async (ctx) => {
      await new Promise((resolve) => setTimeout(resolve, 1500))
      received.push({ hung: true })
      ctx.body = {}
    },
    die: async () => process.kill(process.pid, 'SIGKILL'),
    time: async (ctx) => {
      ctx.body = {
        now: Date.now(),
        year: new Date().getFullYear(),
        text: Date(),
        same: new Date(0) instanceof Date,
        pid: process.pid,
      }
    },
    event: async (ctx) => {
      await ctx.clients.events.sendEvent('', 'work', await json(ctx))
      ctx.body = {}
    },
    received: async (ctx) => {
      ctx.body = received
    },
    tick: async (ctx) => {
      received.push({
        tick: ctx.get('authorization'),
        host: ctx.get('host'),
        account: ctx.vtex.account,
        body: await json(ctx),
      })
      ctx.status = 204
    },
    register: async (ctx) => {
      const { sellerId } = ctx.vtex.route.params
      const { accessKey = `key${process.pid}` } = await json(ctx)
      if (sellerId === 'refused') {
        ctx.status = 422
        ctx.body = { message: 'partnerUrl is wrong' }
        return
      }
      const host = `${ctx.vtex.workspace}--${ctx.vtex.account}.myvtex.com`
      ctx.body = {
        sellerId,
        fulfillmentEndpoint: `https://${host}/_v/external-seller/v1/${sellerId}/${accessKey}/api`,
        published: true,
        activated: true,
      }
    },
  },
  events: {
    onAppSetup: async (ctx) => {
      received.push({ setup: ctx.body, account: ctx.vtex.account, sender: ctx.sender })
    },
    onAppLinked: async (ctx) => {
      received.push({ linked: ctx.body, account: ctx.vtex.account })
    },
    onOrderStatus: async (ctx) => {
      received.push({ order: ctx.body, key: ctx.key, sender: ctx.sender, account: ctx.vtex.account })
    },
    work: async (ctx) => {
      received.push({
        work: ctx.body,
        key: ctx.key,
        sender: ctx.sender,
        account: ctx.vtex.account,
        operationId: ctx.vtex.operationId,
      })
      const failures = received.filter((item) => item.work && item.work.id === ctx.body.id).length
      if (ctx.body.failTimes >= failures) throw new Error('asked to fail')
    },
  },
})
