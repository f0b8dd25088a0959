import { type LivedIn, LIVED_IN, livedIn } from './livedIn';
import { webUnderTest, type WebUnderTest } from './support';

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  minimum?: number;
  pattern?: string;
  format?: string;
  $ref?: string;
}

interface Call {
  /** As in the document: `post /participants/{id}/kits`. */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: Schema;
  query: [name: string, schema: Schema][];
}

interface Operation {
  requestBody?: { content: Record<string, { schema: Schema }> };
  parameters?: { in: string; name: string; required?: boolean; schema: Schema }[];
}

const NOW = '2026-03-02T15:00:00.000Z';
/** What the workflows answer, by their kind. */
const ANSWERS: Record<string, object> = {
  journeys: {
    status: 'active',
    role: 'mentee',
    stage: 'mentorship',
    since: NOW,
    privileges: [],
    steps: [],
    goals: [],
    waitingFor: [],
  },
  transitions: { status: 'open', inside: false, handOverArranged: false, contacts: [] },
  shifts: { status: 'scheduled', startsAt: NOW, endsAt: NOW, peers: [], openEscalations: [] },
  escalations: { status: 'open', level: 0, rounds: 0, peerAnswered: false },
  requests: { status: 'open', dueAt: NOW, late: false },
  matching: { round: 'r1', proposed: [], unmatched: [] },
};

/** Every call that the document of the API knows, as strangers, neighbours, clumsy and well-meaning callers make it. */
describe('every call of the JSON API', () => {
  let web: WebUnderTest;
  let made: LivedIn;
  let calls: Call[];
  const keys: Record<string, string> = {};

  beforeAll(async () => {
    web = await webUnderTest();
    made = await livedIn(web);
    web.temporal.answers = new Proxy({}, { get: (_, what) => ANSWERS[String(what).split('.')[0] ?? ''] });
    const { paths } = (await web.app.inject({ url: '/api/v1/openapi.json' })).json<{
      paths: Record<string, Record<string, Operation>>;
    }>();
    calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { requestBody, parameters = [] }]) => ({
        name: `${method} ${path.replace('/api/v1', '')}`,
        method: method.toUpperCase() as Call['method'],
        path,
        query: parameters
          .filter((one) => one.in === 'query' && one.required)
          .map(({ name, schema }) => [name, schema] as [string, Schema]),
        ...(requestBody ? { body: Object.values(requestBody.content)[0]!.schema } : {}),
      })),
    );
    const elsewhere = `${LIVED_IN}.elsewhere`;
    await web.parts.database.site.create({
      data: { id: elsewhere, programId: LIVED_IN, name: 'Elsewhere', zone: 'America/Toronto' },
    });
    const system = { actor: 'system', scope: [{ role: 'admin' }], via: 'cli' } as const;
    for (const [name, place] of Object.entries({
      admin: { role: 'admin' as const },
      neighbour: { role: 'coordinator' as const, programId: LIVED_IN, siteId: elsewhere },
      viewer: { role: 'viewer' as const, programId: LIVED_IN },
    })) {
      keys[name] = `Bearer ${(await web.parts.office.apiKeys.create(system, { name, ...place })).secret}`;
    }
  });
  afterAll(() => web.close());

  /** What stands for a person, a pair, … in the middle of the program's life. */
  function known(name: string, path: string): string | undefined {
    const { noor, devon, robin } = made;
    const byName: Record<string, string> = {
      participant: noor.participantId,
      participantId: noor.participantId,
      mentee: noor.participantId,
      other: robin.participantId,
      peer: devon.participantId,
      mentor: devon.participantId,
      companion: devon.participantId,
      person: devon.personId,
      to: devon.personId,
      from: devon.personId,
      program: LIVED_IN,
      site: `${LIVED_IN}.centre`,
      partner: 'legal-clinic',
      step: 'conversation',
      kind: 'housing-change',
      survey: 'matching',
      module: 'overdose-response',
      tier: 'peer-worker',
      task: 'outreach',
      number: '2',
      value: '+1 519 555 0199',
      phone: '+1 519 555 0199',
    };
    if (name !== 'id') return byName[name];
    const room = path.replace('/api/v1/', '').split('/')[0] ?? '';
    const byRoom: Record<string, string> = {
      participants: noor.participantId,
      mentorships: made.pair,
      matches: made.pair,
      workshops: made.workshop,
      openings: made.opening,
      transitions: made.transition,
      referrals: made.referral,
      appointments: made.appointment,
      programs: LIVED_IN,
    };
    return byRoom[room] ?? 'none';
  }

  /** The least that the schema takes, with people and places of this program where a name asks for one. */
  function least(schema: Schema, name = '', path = ''): unknown {
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum[0];
    if (schema.anyOf) return least(schema.anyOf[0]!, name, path);
    switch (schema.type) {
      case 'object':
        return Object.fromEntries(
          (schema.required ?? []).map((one) => [one, least(schema.properties?.[one] ?? {}, one, path)]),
        );
      case 'array':
        return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () =>
          least(schema.items ?? {}, name.replace(/s$/, ''), path),
        );
      case 'integer':
      case 'number':
        return Math.max(1, schema.minimum ?? 1);
      case 'boolean':
        return true;
      default:
        if (schema.pattern?.includes('\\d{4}-\\d{2}-\\d{2}$')) return '2026-03-20';
        if (/wall/i.test(name)) return '2026-03-20T10:00';
        return known(name, path) ?? 'As they said it';
    }
  }

  const urlOf = ({ path, query }: Call, id = (name: string) => known(name, path) ?? 'none'): string => {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(id(name)));
    const asked = query.map(([name, schema]) => [name, String(least(schema, name, path))]);
    return asked.length > 0 ? `${filled}?${new URLSearchParams(asked).toString()}` : filled;
  };

  async function make(call: Call, as: string | undefined, url: string, payload?: unknown) {
    const answer = await web.app.inject({
      method: call.method,
      url,
      headers: as === undefined ? {} : { authorization: keys[as] ?? '' },
      ...(payload === undefined ? {} : { payload: payload as object }),
    });
    return { name: call.name, status: answer.statusCode, text: answer.payload.slice(0, 300) };
  }

  const all = async (as: string | undefined, url: (call: Call) => string, body?: (call: Call) => unknown) => {
    const answers = [];
    for (const call of calls) answers.push(await make(call, as, url(call), call.body && body?.(call)));
    return answers;
  };

  test('there are many of them', () => expect(calls.length).toBeGreaterThan(100));

  test('opens for nobody without a key', async () => {
    const answers = await all(undefined, urlOf, ({ body }) => least(body ?? {}));
    expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
  });

  test('says what is not there, and never that something broke', async () => {
    const answers = await all(
      'admin',
      (call) => urlOf(call, () => 'nobody-knows-this'),
      ({ body, path }) => least(body ?? {}, '', path),
    );
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const withId = answers.filter(({ name }) => name.includes('{id}'));
    expect(withId.filter(({ status }) => status < 400)).toEqual([]);
  });

  test('says what is missing in an empty form, and never that something broke', async () => {
    const answers = await all('admin', urlOf, () => ({}));
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  test('changes nothing for whoever may only look, and shows nothing to another site', async () => {
    const body = ({ body, path }: Call) => least(body ?? {}, '', path);
    const before = await web.parts.database.event.count();
    const viewed = await all('viewer', urlOf, body);
    // A file is read before it is known whose shifts are in it; this one has none.
    const changed = viewed.filter(({ name }) => !/^get |shifts\/import/.test(name));
    expect(changed.filter(({ status }) => status < 400)).toEqual([]);
    const next = await all('neighbour', urlOf, body);
    const aboutOthers = next.filter(({ name }) =>
      /^\w+ \/(participants|mentorships|transitions)\/\{id\}/.test(name),
    );
    expect(aboutOthers.filter(({ status }) => status < 400)).toEqual([]);
    expect(await web.parts.database.event.count()).toBe(before);
  });

  test('answers in its own form, or refuses in words, whatever the least is that it takes', async () => {
    const answers = await all('admin', urlOf, ({ body, path }) => least(body ?? {}, '', path));
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const refused = answers.filter(({ status }) => status >= 400);
    const wordless = refused.filter(({ text }) => !/"title":"(?:[^"\\]|\\.){8,}"/.test(text));
    expect(wordless).toEqual([]);
    expect(refused.length).toBeLessThan(answers.length / 2);
  });
});
