import { as, instant, type Zone } from '../../domain/ids';
import { calledForStaff } from '../../domain/names';
import { formatLocal } from '../../domain/time';
import { asTold, type Caller } from '../../office/access';
import type { Person, Wait } from '../../prisma/generated/client';
import type { Lang } from '../i18n/language';
import { onCallStrings } from '../i18n/onCall';
import { participantStrings } from '../i18n/participant';
import type { Parts } from '../parts';
import { NotDone, PersonFrame } from './frame';
import { toCall } from './toCall';

/** What somebody on call who was told of a reply reads behind their link: whose words, which, whom to call. */
export interface ReplyAwaited {
  key: string;
  who: string | null;
  words: string;
  at: Date;
  zone: string;
  numbers: string[];
  /** Nobody is to call or text them. */
  isSilent: boolean;
  isOpen: boolean;
  programId: string;
  siteId: string | null;
}

/** @returns nothing for a link about something else, and for whoever was not told of this reply */
export async function replyAwaited(
  { database, office }: Parts,
  person: Person,
  about: Wait | undefined,
): Promise<ReplyAwaited | undefined> {
  if (about?.kind !== 'human-reply' || about.owedBy !== 'staff') return undefined;
  const told = await database.messageIntent.count({
    where: {
      personId: person.id,
      template: 'staff-task',
      refs: { path: ['wait'], equals: about.key },
    },
  });
  const { inbound } = (about.details ?? {}) as { inbound?: string };
  const reply = told > 0 ? await database.inbound.findUnique({ where: { id: inbound ?? '' } }) : null;
  if (!reply) return undefined;
  const [writer, theirs, site, { policy }] = await Promise.all([
    database.person.findUnique({ where: { id: about.subjectPersonId ?? '' } }),
    toCall(database, about.subjectPersonId ?? ''),
    about.siteId ? database.site.findUnique({ where: { id: about.siteId } }) : null,
    office.programs.inUse(about.programId),
  ]);
  return {
    key: about.key,
    who: writer && calledForStaff({ ...writer, familyName: writer.surname }),
    words: reply.body,
    at: reply.receivedAt,
    zone: site?.zone ?? policy.zone,
    isSilent: theirs.isSilent,
    numbers: writer
      ? theirs.numbers.map(({ number }) => number)
      : reply.channel === 'email'
        ? []
        : [reply.from],
    isOpen: about.closedAt === null,
    programId: about.programId,
    siteId: about.siteId,
  };
}

export async function seenTo(parts: Parts, caller: Caller, of: ReplyAwaited): Promise<void> {
  await parts.office.tasks.close(asTold(caller, of), of.key);
}

export function ReplyLinkPage(props: {
  lang: Lang;
  token: string;
  name: string;
  of: ReplyAwaited;
  refused?: string | undefined;
}) {
  const { lang, of } = props;
  const t = onCallStrings[lang].replyLink;
  return (
    <PersonFrame lang={lang} name={props.name}>
      <h1>{of.who === null ? t.unknown : t.title(of.who)}</h1>
      <p class="soft">{formatLocal(instant(of.at), as<Zone>(of.zone), lang, 'date-time')}</p>
      <blockquote class="card">{of.words}</blockquote>
      <NotDone why={props.refused} />
      {of.isSilent && <p class="notice notice-late">{participantStrings[lang].escalation.duress}</p>}
      {of.numbers.map((number) => (
        <a key={number} class="button button-big" href={`tel:${number}`}>
          {participantStrings[lang].escalation.call(number)}
        </a>
      ))}
      {of.isOpen ? (
        <form class="answer" method="post" action={`/p/${props.token}`}>
          <button class="button button-big button-primary" type="submit" name="act" value="seen-to">
            {t.seenTo}
          </button>
        </form>
      ) : (
        <p class="notice notice-good">{t.over}</p>
      )}
    </PersonFrame>
  );
}
