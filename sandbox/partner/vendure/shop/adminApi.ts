/** A signed-in connection to the shop's Admin API, for seeding and for the warehouse. */
export class AdminApi {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** @throws Error when the shop does not know this login */
  static async signIn(url: string, username: string, password: string): Promise<AdminApi> {
    const response = await post(
      url,
      {
        operationName: 'SignIn',
        query: `mutation SignIn($username: String!, $password: String!) {
          login(username: $username, password: $password) { __typename }
        }`,
        variables: { username, password },
      },
      {},
    )
    const token = response.headers.get('vendure-auth-token')
    if (token === null) {
      throw new Error(`the shop at ${url} refused the login of ${username}`)
    }
    return new AdminApi(url, token)
  }

  /**
   * Runs one named operation and answers its data.
   * @throws Error naming the operation when the shop answers `errors[]` or a typed error result at the root
   */
  async run<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const operationName = /(?:query|mutation)\s+(\w+)/.exec(query)?.[1]
    const response = await post(
      this.url,
      { operationName, query, variables },
      { authorization: `Bearer ${this.token}` },
    )
    const answer = (await response.json()) as { data?: Record<string, unknown>; errors?: { message: string }[] }
    const refusals = Object.values(answer.data ?? {})
      .filter((root): root is { message: string } => root instanceof Object && 'errorCode' in root)
      .map((root) => root.message)
    const problems = [...(answer.errors ?? []).map((error) => error.message), ...refusals]
    if (problems.length > 0) {
      throw new Error(`${operationName}: ${problems.join('; ')}`)
    }
    return answer.data as Data
  }
}

const post = (url: string, body: object, headers: Record<string, string>) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
