import type { EventKind } from '../../domain/ledger';
import { CONSENT_VIA } from '../../office/transitions/shares';
import type { ShownContact } from '../../office/transitions/read';
import type { Lang } from '../i18n/language';
import type { Labels } from '../i18n/ledger';
import { transitionStrings } from '../i18n/transitions';
import type { Parts } from '../parts';
import { Field, Select } from '../ui/field';
import { ConsolePage, type View } from './frame';
import { Card } from './personPage';
import { Timeline } from './timeline';
import { Due, When } from './when';

type Shown = Awaited<ReturnType<Parts['office']['transitions']['show']>>;

interface Props {
  view: View;
  shown: Shown;
  labels: Labels;
  who: (actor: string) => string;
  partner: { title: Partial<Record<Lang, string>> } | undefined;
  /** Staff of the program, who have the person's page beside this one; a partner has nothing else. */
  isStaff: boolean;
}

/** One transition: the plan of contacts, the date, who hands over to whom, and what happened. */
export function TransitionDetail(props: Props) {
  const { view, shown, isStaff } = props;
  const t = transitionStrings[view.lang];
  const goesOn = shown.status !== 'closed';
  return (
    <ConsolePage
      view={view}
      section="transitions"
      title={shown.person}
      lead={view.w.transitionKinds[shown.kind] ?? shown.kind}
      actions={
        <>
          {isStaff && (
            <a class="button button-small" href={`/people/${shown.participantId}`}>
              {t.person}
            </a>
          )}
          <a class="button button-small" href="/transitions">
            ← {t.back}
          </a>
        </>
      }
    >
      <div class="stack">
        {shown.isInside && (
          <p class="notice notice-late" role="status">
            {t.insideLong}
          </p>
        )}
        {shown.status === 'starting' && <p class="notice">{t.starting}</p>}
        <div class="columns">
          <div class="stack">
            <Card id="contacts" title={t.contacts}>
              <ul class="owed">
                {shown.contacts.map((contact) => (
                  <Contact key={contact.contact} {...props} contact={contact} />
                ))}
              </ul>
            </Card>
            <Card id="history" title={t.history}>
              <Timeline
                view={view}
                entries={shown.history.map((event) => ({
                  ...event,
                  kind: event.kind as EventKind,
                  data: event.data as never,
                }))}
                labels={props.labels}
                who={props.who}
                zone={shown.zone}
              />
            </Card>
          </div>
          <div class="stack">
            <DateCard {...props} goesOn={goesOn} />
            <HandOver {...props} goesOn={goesOn} />
            {isStaff && shown.partner && <Share {...props} />}
            {goesOn && shown.mayAct && (
              <Card id="close" title={t.close}>
                <form class="row" method="post" action={`/transitions/${shown.id}/close`}>
                  <button class="button button-small" type="submit" name="end" value="completed">
                    {t.closeCompleted}
                  </button>
                  <button class="button button-small" type="submit" name="end" value="cancelled">
                    {t.closeCancelled}
                  </button>
                </form>
              </Card>
            )}
          </div>
        </div>
      </div>
    </ConsolePage>
  );
}

const OPEN = ['planned', 'late', 'no-date'];

function Contact({ view, shown, contact }: Props & { contact: ShownContact }) {
  const t = transitionStrings[view.lang];
  const title = contact.title[view.lang] ?? contact.title.en ?? contact.contact;
  const isOpen = OPEN.includes(contact.status) && shown.status === 'open';
  const tone = { late: 'badge-late', done: 'badge-good' }[contact.status] ?? '';
  const button = (outcome: string, text: string, kind = '') => (
    <button class={`button button-small ${kind}`} type="submit" name="outcome" value={outcome}>
      {text}
      <span class="visually-hidden">: {title}</span>
    </button>
  );
  return (
    <li>
      <div class="stack-small">
        <div>
          <strong>{title}</strong> <span class="soft">({t.owers[contact.owedBy]})</span>
        </div>
        {contact.tries > 0 && <div class="soft small">{t.tries(contact.tries)}</div>}
        {isOpen && shown.mayAct && (
          <form class="row wait-acts" method="post" action={`/transitions/${shown.id}/contact`}>
            <input type="hidden" name="contact" value={contact.contact} />
            {button('done', contact.what === 'release' ? t.out : t.done, 'button-primary')}
            {contact.what !== 'release' && button('not-reached', t.notReached)}
            {contact.what !== 'release' && button('not-wanted', t.notWanted)}
          </form>
        )}
      </div>
      {contact.status === 'planned' ? (
        <Due view={view} dueAt={contact.dueAt} zone={shown.zone} />
      ) : (
        <span class={`badge ${tone}`}>{t.statuses[contact.status] ?? contact.status}</span>
      )}
    </li>
  );
}

function DateCard({ view, shown, goesOn }: Props & { goesOn: boolean }) {
  const t = transitionStrings[view.lang];
  return (
    <Card id="date" title={t.move}>
      <p class="lead">
        {shown.dateAt ? (
          <When view={view} at={shown.dateAt} zone={shown.zone} style="date-time" />
        ) : (
          <span class="badge badge-late">{t.dateUnknown}</span>
        )}
      </p>
      {goesOn && shown.mayAct && (
        <div class="stack-small">
          <form class="inline-form" method="post" action={`/transitions/${shown.id}/move`}>
            <Field
              label={t.newDate}
              name="date"
              type="date"
              required
              {...(shown.dateWall && { value: shown.dateWall.slice(0, 10) })}
            />
            <button class="button" type="submit">
              {t.moveButton}
            </button>
          </form>
          {shown.dateAt && !shown.outAt && (
            <form method="post" action={`/transitions/${shown.id}/move`}>
              <button class="button button-small" type="submit" name="unknown" value="yes">
                {t.unknownButton}
              </button>
            </form>
          )}
        </div>
      )}
    </Card>
  );
}

function HandOver({ view, shown, goesOn }: Props & { goesOn: boolean }) {
  const t = transitionStrings[view.lang];
  const contact = shown.contacts.find(({ what }) => what === 'hand-over');
  if (!contact) return null;
  const isOpen = goesOn && shown.mayAct && contact.status !== 'done';
  return (
    <Card id="hand-over" title={t.handOver}>
      <p>{shown.handOverTo ? t.handOverIs(shown.handOverFrom ?? '–', shown.handOverTo) : t.noHandOver}</p>
      {isOpen && (
        <form class="form" method="post" action={`/transitions/${shown.id}/hand-over`}>
          <Field label={t.handOverFrom} name="from" maxLength={100} value={shown.handOverFrom ?? view.name} />
          <Field label={t.handOverTo} name="to" maxLength={100} required value={shown.handOverTo ?? ''} />
          <label class="check">
            <input type="checkbox" name="consent" value="yes" /> {t.handOverConsent}
          </label>
          <div>
            <button class="button" type="submit">
              {t.handOverButton}
            </button>
          </div>
        </form>
      )}
    </Card>
  );
}

function Share({ view, shown, partner }: Props) {
  const t = transitionStrings[view.lang];
  const name = partner?.title[view.lang] ?? partner?.title.en ?? shown.partner ?? '';
  return (
    <Card id="share" title={t.partner}>
      <p>{shown.isShared ? t.shared(name) : t.notShared(name)}</p>
      {shown.isShared ? (
        <form method="post" action={`/transitions/${shown.id}/unshare`}>
          <button class="button button-small" type="submit">
            {t.unshare}
          </button>
        </form>
      ) : (
        <form class="inline-form" method="post" action={`/transitions/${shown.id}/share`}>
          <Select
            label={t.consentVia}
            name="via"
            options={CONSENT_VIA.map((via) => [via, t.vias[via] ?? via] as const)}
          />
          <button class="button" type="submit">
            {t.share}
          </button>
        </form>
      )}
    </Card>
  );
}
