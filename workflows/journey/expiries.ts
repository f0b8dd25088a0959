/**
 * Training and kits that run out: the person is reminded in time, and staff know. What is earned stays earned; whether
 * anything follows from a date that has passed is for a human to say.
 */
import type { Due, PeerAct } from '../contract';
import { now } from '../support/now';
import type { Path } from './path';

type Expiry = Extract<PeerAct, { what: 'expiry' }>;

/** Takes the place of an earlier date of the same thing; without a date it does not run out any more. */
export function setExpiry(path: Path, { item, module, expiresAt, remindAt, by }: Expiry): void {
  const key = `${item}/${module}`;
  const expiries = ((path.state.peer ??= {}).expiries ??= {});
  if (expiries[key]?.expiresAt === expiresAt && expiries[key]?.remindAt === remindAt) return;
  delete expiries[key];
  path.settle('renewed', by, 'renewal', key);
  path.course.unplan((due) => due.do === 'renew' && due.about === key);
  if (expiresAt && remindAt) {
    expiries[key] = { expiresAt, remindAt };
    path.course.plan({ do: 'renew', at: remindAt, about: key });
  }
  path.happened('expiry-noted', by, { item, module, expiresAt: expiresAt ?? null });
}

/** After a withdrawal, which took everything off the agenda. */
export function planExpiries(path: Path): void {
  for (const [about, { remindAt }] of Object.entries(path.state.peer?.expiries ?? {}))
    path.course.plan({ do: 'renew', at: remindAt, about });
}

export function askForRenewal(path: Path, due: Due): void {
  const about = due.about ?? '';
  const expiry = path.state.peer?.expiries?.[about];
  if (!expiry || path.waitingFor('renewal', about)) return;
  const [item = '', ...module] = about.split('/');
  const { expiresAt } = expiry;
  const dueAt = expiresAt > now() ? expiresAt : now();
  const refs = { module: module.join('/'), item, at: expiresAt };
  path.ask({
    key: ['renewal', about, path.state.sequence],
    kind: 'renewal',
    owedBy: 'participant',
    dueAt,
    details: { module: refs.module, item },
    ...(expiresAt > now() && { message: { template: 'renewal-reminder', refs, expiresAt } }),
    lateIsATask: true,
  });
}
