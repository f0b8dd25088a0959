import { randomUUID } from 'node:crypto';
import { addParticipant, openWait, personalLink, PROGRAM, SITE, type WebUnderTest } from './support';

/** Somebody on the program's rota, reachable by text. */
export async function addColleague(
  web: WebUnderTest,
  givenName: string,
  surname: string,
  phone: string,
): Promise<string> {
  const id = randomUUID();
  const at = web.clock.at;
  await web.parts.database.person.create({
    data: {
      id,
      givenName,
      surname,
      createdAt: at,
      contactPoints: {
        create: { id: randomUUID(), channel: 'sms', value: phone, consentAt: at, createdAt: at },
      },
    },
  });
  return id;
}

const NIGHTS = ['friday', 'saturday', 'sunday'];
const ALL = ['monday', 'tuesday', 'wednesday', 'thursday', ...NIGHTS];

/** A rota with days and nights, somebody away and a gap; a request that waits; a practice that was answered. */
export async function fillRota(web: WebUnderTest) {
  const { database } = web.parts;
  const at = (hours: number) => new Date(web.clock.at.getTime() + hours * 3_600_000);
  const priya = await addColleague(web, 'Priya', 'Raman', '+15195550131');
  const olivier = await addColleague(web, 'Olivier', 'Fortin', '+15195550132');
  const helen = await addColleague(web, 'Helen', 'Brubacher', '+15195550133');
  const entry = (level: string, personId: string, more: object = {}) =>
    database.rotaEntry.create({
      data: { id: randomUUID(), programId: PROGRAM, level, personId, zone: 'America/Toronto', ...more },
    });
  await entry('supervisor', priya, { weekdays: ALL, dayFrom: '08:00', dayTo: '20:00' });
  await entry('supervisor', olivier, { weekdays: NIGHTS, dayFrom: '20:00', dayTo: '08:00' });
  await entry('second', olivier);
  await entry('manager', helen, { siteId: SITE });
  await database.rotaAbsence.create({
    data: {
      id: randomUUID(),
      programId: PROGRAM,
      personId: helen,
      reason: 'holiday',
      from: at(48),
      until: at(96),
      fromWall: '2026-03-04T10:00',
      untilWall: '2026-03-06T10:00',
      zone: 'America/Toronto',
      createdBy: 'account:maya',
      createdAt: at(0),
    },
  });
  const theo = await addParticipant(web, { givenName: 'Théo', phone: '+15195550155' });
  const request = async (id: string, values: object) =>
    database.request.create({
      data: {
        id,
        programId: PROGRAM,
        siteId: SITE,
        personId: theo.personId,
        exclude: [],
        status: 'open',
        askedBy: `person:${theo.personId}`,
        dueAt: at(5),
        createdAt: at(-3),
        ...values,
      },
    });
  await request('r1', {});
  await request('r2', { status: 'taken', takenBy: olivier, dueAt: at(1) });
  await database.wait.create({
    data: {
      key: 'request-r1/taken',
      kind: 'request',
      programId: PROGRAM,
      siteId: SITE,
      owedBy: 'staff',
      subjectPersonId: theo.personId,
      workflowId: 'request-r1',
      since: at(-3),
      dueAt: at(5),
    },
  });
  const drill = 'escalation-drill-d1';
  await database.escalation.create({
    data: {
      id: drill,
      kind: 'drill',
      programId: PROGRAM,
      siteId: SITE,
      subjectPersonId: 'practice',
      status: 'acknowledged',
      level: 1,
      chain: [
        { id: 'supervisor', channels: ['sms', 'email'], people: [priya] },
        { id: 'second', channels: ['sms', 'email'], people: [olivier] },
        { id: 'manager', channels: ['sms', 'email'], people: [] },
      ],
      code: 'D17',
      raisedAt: at(-1),
    },
  });
  for (const [level, personId, minutes] of [
    ['supervisor', priya, -60],
    ['second', olivier, -55],
  ] as const) {
    await database.messageIntent.create({
      data: {
        key: `${drill}/${level}/round-1/${personId}`,
        personId,
        template: 'drill-alarm',
        refs: { level, count: 1 },
        urgency: 'escalation',
        channels: ['sms'],
        programId: PROGRAM,
        siteId: SITE,
        escalationId: drill,
        status: 'sent',
        at: at(minutes / 60),
        deliveries: {
          create: {
            id: randomUUID(),
            channel: 'sms',
            address: '+15195550131',
            attempt: 1,
            status: 'delivered',
            token: randomUUID(),
            body: 'PRACTICE / EXERCICE: …',
            at: at(minutes / 60),
            startedAt: at(minutes / 60),
          },
        },
      },
    });
  }
  await database.event.create({
    data: {
      key: `${drill}/acknowledged-1`,
      kind: 'escalation-acknowledged',
      programId: PROGRAM,
      siteId: SITE,
      escalationId: drill,
      actor: `person:${olivier}`,
      data: { via: 'sms' },
      at: at(-53 / 60),
    },
  });
  const token = await personalLink(web, { personId: olivier, waitKey: 'request-r1/taken' });
  return { priya, olivier, helen, theo, token };
}

/** Links of Olivier's: an alarm about somebody, the same with a silent one beside it, and what Théo has written. */
export async function linksOfANight(
  web: WebUnderTest,
  { olivier, theo }: { olivier: string; theo: { personId: string } },
  night: string,
): Promise<string[]> {
  const { database } = web.parts;
  const rowan = await addParticipant(web, {
    givenName: 'Rowan',
    phone: `+1519555${night === 'fr' ? '0161' : '0162'}`,
  });
  const told = (id: string, more: object) =>
    database.messageIntent.create({
      data: {
        ...{ key: `told/${id}`, personId: olivier, refs: {}, urgency: 'escalation', programId: PROGRAM },
        ...{ template: 'escalation-raised', status: 'sent', at: web.clock.at, ...more },
      },
    });
  const alarm = async (kind: string, subjectPersonId: string) => {
    const id = `escalation-${night}-${kind}-${subjectPersonId}`;
    await database.escalation.create({
      data: {
        ...{ id, kind, programId: PROGRAM, siteId: SITE, subjectPersonId, status: 'open', level: 0 },
        ...{ chain: [], code: `${night}${kind}`.slice(0, 6), raisedAt: web.clock.at },
      },
    });
    await openWait(web, {
      ...{ key: `${id}/ack`, kind: 'escalation-acknowledgement', escalationId: id },
      ...{ owedBy: 'staff', personId: olivier },
    });
    await told(id, { escalationId: id });
    return await personalLink(web, { personId: olivier, waitKey: `${id}/ack` });
  };
  const written = { id: `SM-${night}`, channel: 'sms', from: '+15195550155', to: '+1', status: 'done' };
  await database.inbound.create({
    data: { ...written, body: 'someone keeps trying the door', receivedAt: web.clock.at },
  });
  await openWait(web, {
    ...{ key: `read-${night}`, kind: 'human-reply', owedBy: 'staff', personId: olivier },
    ...{ subjectPersonId: theo.personId, details: { inbound: written.id } },
  });
  await told(`reply-${night}`, {
    template: 'staff-task',
    urgency: 'notice',
    refs: { wait: `read-${night}` },
  });
  const tokens = [
    await alarm('missed-end', theo.personId),
    await alarm('duress', rowan.personId),
    await alarm('missed-interval', rowan.personId),
    await alarm('drill', theo.personId),
    await personalLink(web, { personId: olivier, waitKey: `read-${night}` }),
  ];
  return tokens.map((token) => `/p/${token}`);
}
