const ANSWER_WITHIN_MS = 20_000;

/** What the API refused for good; another try would be refused as well. */
export class ApiRefused extends Error {
  override readonly name = 'ApiRefused';
  constructor(
    readonly status: number,
    text: string,
  ) {
    super(`${status} ${text}`);
  }
}

/** Staff's own program, which speaks to the JSON API and repeats what it is not sure of under the same key. */
export class StaffApi {
  constructor(
    private readonly url: string,
    private readonly secret: string,
    readonly keyId: string,
  ) {}

  /** @throws ApiRefused for a refusal; any other error is worth another try */
  async post(path: string, key: string, body: object): Promise<unknown> {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        authorization: `Bearer ${this.secret}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text) as unknown;
    // 409 also says that the first request under this key may still be going on.
    if (answer.status < 500 && !text.includes('still-going-on')) throw new ApiRefused(answer.status, text);
    throw new Error(`${path}: ${answer.status} ${text}`);
  }
}
