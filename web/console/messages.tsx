import { may, type Caller } from '../../office/access';
import { closedBefore } from '../../office/colleagues';
import { asksForAnother, hiddenFrom, without } from '../../office/hidden';
import { templateTitle } from '../i18n/templates';
import type { Parts } from '../parts';
import type { View } from './frame';
import { When } from './when';

export interface ShownMessage {
  id: string;
  direction: 'out' | 'in';
  at: Date;
  channel: string;
  about: string | undefined;
  body: string | undefined;
  status: string;
  isRepeat: boolean;
}

const MOST = 60;
const PERSONAL_LINK = /\/p\/[A-Za-z0-9_-]{20,}/g;

/** What was written to a person, and what they wrote; undefined when the caller's role does not include it. */
export async function messagesOf(
  parts: Parts,
  caller: Caller,
  place: { programId: string; siteId: string | null },
  personId: string,
): Promise<ShownMessage[] | undefined> {
  if (!may(caller, 'read-messages', place)) return undefined;
  const { database } = parts;
  const hidden = await hiddenFrom(database, caller);
  const closed = await closedBefore(database, caller, { personId, programId: place.programId });
  const [intents, inbounds] = await Promise.all([
    database.messageIntent.findMany({
      where: {
        ...without.messages(hidden, personId),
        personId,
        programId: place.programId,
        ...(closed ? { at: { gte: closed } } : {}),
      },
      include: { deliveries: { orderBy: { attempt: 'asc' } } },
      orderBy: { at: 'desc' },
      take: MOST,
    }),
    database.inbound.findMany({
      where: { personId, ...(closed ? { receivedAt: { gte: closed } } : {}) },
      orderBy: { receivedAt: 'desc' },
      take: MOST,
    }),
  ]);
  const isHidden = hidden.people.includes(personId);
  const sent = intents.flatMap((intent): ShownMessage[] => {
    const base = { direction: 'out' as const, about: intent.template, isRepeat: false };
    if (intent.deliveries.length === 0) {
      return [
        {
          ...base,
          id: intent.key,
          at: intent.at,
          channel: intent.channels[0] ?? '',
          body: undefined,
          status: intent.status,
        },
      ];
    }
    return intent.deliveries.map((delivery) => ({
      ...base,
      id: delivery.id,
      at: delivery.at,
      channel: delivery.channel,
      // Whoever holds a personal link acts as its person; staff have acts of their own.
      body: delivery.body.replace(PERSONAL_LINK, '/p/…'),
      status: delivery.status,
      isRepeat: delivery.isRepeat,
    }));
  });
  const heard = inbounds.filter(({ understood }) => !isHidden || !asksForAnother(understood));
  const received = heard.map((inbound): ShownMessage => ({
    id: inbound.id,
    direction: 'in',
    at: inbound.receivedAt,
    channel: inbound.channel,
    about: undefined,
    body: inbound.body,
    status: inbound.status,
    isRepeat: false,
  }));
  return [...sent, ...received].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, MOST);
}

export function Messages(props: { view: View; messages: ShownMessage[] | undefined; zone: string }) {
  const { view, messages } = props;
  const t = view.t.person;
  if (!messages) return <p class="soft">{t.messagesHidden}</p>;
  if (messages.length === 0) return <p class="soft">{t.noMessages}</p>;
  return (
    <ol class="stack-small messages" reversed>
      {messages.map((message) => (
        <li key={message.id} class={`message message-${message.direction}`}>
          {message.body !== undefined && <div class="bubble">{message.body || '…'}</div>}
          <div class="when">
            {message.body === undefined && `${templateTitle(message.about, view.lang)} · `}
            {message.channel && `${view.w.channels[message.channel] ?? message.channel} · `}
            <When view={view} at={message.at} zone={props.zone} />
            {message.direction === 'out' && ` · ${view.w.deliveries[message.status] ?? message.status}`}
          </div>
        </li>
      ))}
    </ol>
  );
}
