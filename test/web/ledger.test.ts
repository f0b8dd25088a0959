import { sentence, type Labels } from '../../web/i18n/ledger';

const none = new Proxy({}, { get: () => () => '' }) as Labels;
const told = (lang: 'en' | 'fr', data: object): string =>
  sentence(lang, 'message-not-sent', { template: 'escalation-raised', ...data }, none, '');

test('a call that rang in vain is not said to be unsent, and no code stands in either language', () => {
  const call = { channel: 'voice', reason: 'undelivered' };
  expect(told('en', call)).toBe('Call not answered: escalation');
  expect(told('fr', call)).toBe('Appel sans réponse : alerte');
  expect(told('fr', { channel: 'sms', reason: 'undelivered' })).toBe('Non reçu : alerte');
  for (const reason of [
    'undelivered',
    'refused',
    'expired',
    'suppressed',
    'unreachable',
    'unknown',
    'new-one',
  ])
    expect(told('fr', { reason })).not.toMatch(
      /undelivered|refused|expired|suppressed|unreachable|unknown|new/,
    );
});
