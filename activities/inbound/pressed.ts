import { as, type PersonId } from '../../domain/ids';
import { isSpoken, keysOf } from '../../domain/messages';
import type { Effect } from '../../domain/replies';
import type { Transaction } from '../../platform/database';
import { answerOf } from './answers';
import type { Draft, Place } from './draft';
import type { Writer } from './writers';

/** What the keys of a question about somebody's safety say, in the words of a reply. */
const IN_WORDS: Readonly<Record<string, string>> = { 1: 'OK', 3: 'SOS' };

/**
 * A key pressed in a call of ours. It answers what the call was about and nothing else: 1 takes the alarm on, or checks
 * in; 3 calls for help. The call itself has said what follows, so nothing more is sent.
 */
export async function answerOfKey(
  tx: Transaction,
  draft: Draft,
  writer: Writer,
  pressed: { body: string; token: string | null; from: string; place: Place },
): Promise<Effect[]> {
  const delivery = await tx.delivery.findUnique({
    where: { token: pressed.token ?? '' },
    select: { intent: { select: { template: true, escalationId: true, waitKey: true } } },
  });
  const { template = '', escalationId = null, waitKey = null } = delivery?.intent ?? {};
  if (!isSpoken(template)) return [];
  draft.silenced = true;
  if (keysOf(template) === 'safe') {
    const text = IN_WORDS[pressed.body];
    const about = { from: pressed.from, place: pressed.place, trusted: true };
    return text
      ? await answerOf(tx, draft, writer, { ...about, text, askedAbout: waitKey ?? undefined })
      : [];
  }
  if (pressed.body !== '1' || !escalationId) return [];
  const escalation = await tx.escalation.findUnique({ where: { id: escalationId } });
  if (!escalation) return [];
  draft.act({
    act: 'acknowledge',
    escalationId: as(escalationId),
    update: { by: `person:${writer.id}`, personId: as<PersonId>(writer.id), via: 'voice' },
  });
  return [{ kind: 'acknowledge', code: escalation.code }];
}
