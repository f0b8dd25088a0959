import { ledgerIsComplete } from '../support/ledgerIsComplete';
import { openTerminal, type Terminal } from './terminal';

let terminal: Terminal;
const cli = (...args: string[]) => terminal.cli(...args);

beforeAll(async () => {
  terminal = await openTerminal();
  await terminal.db.event.create({
    data: {
      key: 'e',
      kind: 'journey-started',
      programId: 'kwmunity',
      actor: 'system',
      data: { role: 'mentee' },
      at: new Date('2026-03-05T12:00:00Z'),
    },
  });
  await ledgerIsComplete(terminal.db);
});
afterAll(() => terminal?.close());

test('figures come as a table, as JSON and as CSV', async () => {
  const ask = (...more: string[]) => cli('figures', '--program', 'kwmunity', '--period', '2026-03', ...more);
  const table = await ask();
  expect(table.out).toContain('2026-03-01 to 2026-03-31 (America/Toronto)');
  expect(table.out).toContain('Paths begun');
  const { period } = (await ask('-o', 'json')).json<{ period: object }>();
  expect(period).toEqual({ from: '2026-03-01', until: '2026-03-31' });
  const csv = await ask('-o', 'csv', '--lang', 'fr');
  expect(csv.out).toContain('Parcours commencés,mentee,personnes mentorées,,2026-03-01,2026-03-31,');
  const wrong = await cli('figures', '--program', 'kwmunity', '--period', 'spring');
  expect(wrong.code).not.toBe(0);
  expect(wrong.err).toContain('is no period');
});

test('somebody is erased only when it is meant, and it can be taken back', async () => {
  const added = await cli(
    ...['participants', 'add', '--program', 'kwmunity', '--site', 'kitchener', '--role', 'mentee'],
    ...['--given-name', 'Rosa', '--language', 'en', '--email', 'rosa@example.org', '-o', 'json'],
  );
  const { participantId } = added.json<{ participantId: string }>();
  const erase = (...more: string[]) => cli('participants', 'erase', participantId, ...more);
  expect(await erase()).toMatchObject({ err: expect.stringContaining('Say --yes') as string });
  expect((await erase('--yes')).out).toContain('Everything personal is removed after');
  expect((await erase()).out).toContain('Asked for by account:cli');
  expect((await erase('--take-back')).out).toContain('Taken back');
  const described = await cli('participants', 'describes', participantId, '--words', 'Of two worlds');
  expect(described.err).toContain('only with the person’s consent');
  expect(
    (await cli('participants', 'describes', participantId, '--words', 'Of two worlds', '--consent')).out,
  ).toContain('Of two worlds');
});
