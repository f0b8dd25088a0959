import type { ComponentChildren } from 'preact';
import { ESCALATION_OUTCOMES } from '../../workflows/contract';
import type { SurveyAnswers as Answers } from '../../domain/surveyAnswers';
import type { Lang } from '../i18n/language';
import { matchingStrings } from '../i18n/matching';
import { mineStrings } from '../i18n/mine';
import { onCallStrings } from '../i18n/onCall';
import { participantStrings } from '../i18n/participant';
import { peerWorkStrings } from '../i18n/peerWork';
import { planningStrings } from '../i18n/planning';
import { PlanText } from '../console/safetyPlan';
import { screeningStrings } from '../i18n/screening';
import { words } from '../i18n/words';
import type { Awaited, ForPerson, StaffAwaited } from './awaited';
import { transitionStrings } from '../i18n/transitions';
import { OwnWishes } from './change';
import { NotDone, PersonFrame } from './frame';
import { FlagMatch } from './flagMatch';
import { OwnPlace } from './ownPlace';
import { PeerForm, peerTitle } from './peerWork';
import { AskForAnother } from './request';
import { ChangedGuidelines, ScreeningStep } from './screening';
import { SurveyFields } from './surveyForm';

/** What was just said, for the words of thanks. */
export type Said = 'answered' | 'help' | 'not-ok' | 'survey' | 'kept' | 'request' | 'flag';

interface PageProps {
  lang: Lang;
  token: string;
  name: string;
  of: ForPerson;
  said?: Said | undefined;
  /** Why what was pressed could not be done. */
  refused?: string | undefined;
  /** A survey that came back with something missing. */
  again?: { key: string; values: Answers; missing: string[] };
}

export function PersonPage(props: PageProps) {
  const { lang, of, said } = props;
  const t = participantStrings[lang];
  const [first] = of.awaited;
  // What they have just said is on its way to their path.
  const left = of.awaited.filter(({ what }) => said !== 'not-ok' || what !== 'retention');
  const others = said ? left : left.slice(1).filter((one) => !isSameShift(one, first));
  return (
    <PersonFrame lang={lang} name={props.name} emergency={of.definition?.emergency}>
      <NotDone why={props.refused} />
      {said && <Thanks lang={lang} said={said} />}
      {!said && !first && (
        <>
          <h1>{t.thanks}</h1>
          <p class="lead">{t.already}</p>
          <p class="soft">{t.nothingMore}</p>
        </>
      )}
      {!said && first && (
        <>
          <h1>{titleOf(first, lang)}</h1>
          <One {...props} one={first} />
        </>
      )}
      {others.length > 0 && (
        <section class="stack-small" aria-labelledby="also">
          <h2 id="also">{t.alsoWaiting}</h2>
          {others.map((one) => (
            <details class="card more" key={one.key} open={props.again?.key === one.key}>
              <summary>{titleOf(one, lang)}</summary>
              <One {...props} one={one} />
            </details>
          ))}
        </section>
      )}
      {of.participantId && <OwnWishes lang={lang} token={props.token} {...of.wishes} />}
      {of.own && <OwnPlace lang={lang} token={props.token} own={of.own} />}
      {of.changed && <ChangedGuidelines lang={lang} token={props.token} guidelines={of.changed} />}
      {said !== 'flag' && <FlagMatch lang={lang} token={props.token} pairs={of.pairs} />}
      {of.participantId && (
        <p>
          <a href={`/p/${props.token}/mine`}>{mineStrings[lang].open}</a>
        </p>
      )}
      {of.participantId && said !== 'request' && (
        <AskForAnother lang={lang} token={props.token} people={of.others} />
      )}
    </PersonFrame>
  );
}

function Thanks({ lang, said }: { lang: Lang; said: Said }) {
  const t = participantStrings[lang];
  if (said === 'help') {
    return (
      <div class="notice notice-late stack-small" role="alert">
        <h1>{t.helpSent}</h1>
        <p>{t.helpSentMore}</p>
      </div>
    );
  }
  const line = {
    answered: t.answered,
    'not-ok': t.notOkSent,
    survey: t.survey.sent,
    kept: t.kept,
    request: onCallStrings[lang].requests.own.sent,
    flag: matchingStrings[lang].link.done,
  }[said];
  return (
    <div class="notice notice-good stack-small" role="status">
      <h1>{t.thanks}</h1>
      <p>{line}</p>
    </div>
  );
}

/** An answer to one check-in of a shift settles those before it. */
function isSameShift(one: Awaited, first: Awaited | undefined): boolean {
  return one.what === 'shift' && first?.what === 'shift' && one.shiftId === first.shiftId;
}

function titleOf(one: Awaited, lang: Lang): string {
  const t = participantStrings[lang];
  switch (one.what) {
    case 'shift':
      return one.isAsked ? (t.shift[one.kind]?.[0] ?? '') : t.goesOn;
    case 'retention':
      return t.retention[0];
    case 'shift-offer':
      return planningStrings[lang].ask.title;
    case 'offer':
      return t.offer.title(one.other);
    case 'meeting':
      return t.meeting.title(one.other);
    case 'contact':
      return transitionStrings[lang].own.contact(one.other);
    case 'closing':
      return t.closing.title;
    case 'consent':
      return t.consent.title;
    case 'survey':
      return one.survey.title[lang] ?? one.survey.title.en ?? '';
    case 'peer':
      return peerTitle(one, lang);
    case 'peer-word':
      return screeningStrings[lang].own.peerTitle(one.other);
    case 'choice':
    case 'step':
    case 'step-form':
    case 'agreement':
    case 'training':
      return one.title;
    case 'human':
      return t.human;
  }
}

function One(props: PageProps & { one: Awaited }) {
  const { lang, one, token, again } = props;
  const t = participantStrings[lang];
  const form = (children: ComponentChildren, isLong = false) => (
    <form class={isLong ? 'form' : 'answer'} method="post" action={`/p/${token}`}>
      <input type="hidden" name="wait" value={one.key} />
      {children}
    </form>
  );
  const button = (act: string, text: string, kind = '') => (
    <button class={`button button-big ${kind}`} type="submit" name="act" value={act}>
      {text}
    </button>
  );
  switch (one.what) {
    case 'shift': {
      const [, lead] = t.shift[one.kind] ?? ['', () => ''];
      return (
        <div class="stack">
          <p>{lead(one.site && t.at(one.site), one.time)}</p>
          {form(
            <>
              {one.isAsked && button('ok', t.ok, 'button-primary')}
              {button('help', t.help, 'button-alarm')}
            </>,
          )}
        </div>
      );
    }
    case 'retention':
      return (
        <div class="stack">
          <p>{t.retention[1]}</p>
          {form(
            <>
              {button('ok', t.ok, 'button-primary')}
              {button('not-ok', t.notOk)}
              {button('not-now', t.notNow)}
            </>,
          )}
          <details class="more">
            <summary>{transitionStrings[lang].own.stop}</summary>
            {form(button('decline', transitionStrings[lang].own.stop))}
          </details>
        </div>
      );
    case 'shift-offer': {
      const ask = planningStrings[lang].ask;
      return (
        <div class="stack">
          <p class="lead">{[one.site, `${one.start} – ${one.end}`].filter(Boolean).join(', ')}</p>
          {form(
            <>
              {button('accept', ask.accept, 'button-primary')}
              {button('decline', ask.decline)}
            </>,
          )}
          <p class="hint">{ask.hint}</p>
          <Boundaries {...props} />
        </div>
      );
    }
    case 'contact': {
      const own = transitionStrings[lang].own;
      return (
        <div class="stack">
          {one.time && <p>{own.contactLead(one.time)}</p>}
          {form(
            <>
              {button('done', own.met, 'button-primary')}
              {button('not-reached', own.missed)}
            </>,
          )}
        </div>
      );
    }
    case 'offer':
      return (
        <div class="stack">
          {one.reasons.length > 0 && (
            <div>
              <p>{t.offer.why}</p>
              <ul class="row">
                {one.reasons.map((factor) => (
                  <li key={factor} class="badge badge-good">
                    {words[lang].factors[factor] ?? factor}
                  </li>
                ))}
              </ul>
            </div>
          )}
          {form(
            <>
              {button('accept', t.offer.accept, 'button-primary')}
              {button('decline', t.offer.decline)}
            </>,
          )}
          <p class="hint">{t.offer.hint}</p>
        </div>
      );
    case 'meeting':
      return (
        <div class="stack">
          {one.time && <p>{t.meeting.when(one.time)}</p>}
          {form(
            <>
              {button('attended', t.meeting.attended, 'button-primary')}
              {button('missed', t.meeting.missed)}
            </>,
          )}
        </div>
      );
    case 'closing':
      return (
        <div class="stack">
          <p>{t.closing.lead(one.other)}</p>
          {form(
            <>
              <div class="field">
                <label for={`words-${one.mentorshipId}`}>{t.closing.label}</label>
                <textarea
                  class="input"
                  id={`words-${one.mentorshipId}`}
                  name="words"
                  maxLength={4000}
                  required
                />
                <span class="hint">{t.closing.hint}</span>
              </div>
              {button('words', t.send, 'button-primary')}
            </>,
            true,
          )}
        </div>
      );
    case 'consent':
      return (
        <div class="stack">
          <p>{t.consent.lead}</p>
          {form(
            <>
              {one.hasMentor && <OwnMentor lang={lang} />}
              {button('yes', t.consent.yes, 'button-primary')}
              {button('no', t.consent.no)}
            </>,
          )}
        </div>
      );
    case 'survey': {
      const isAgain = again?.key === one.key;
      return (
        <div class="stack">
          <p>{t.survey.lead}</p>
          {isAgain && (
            <p class="notice notice-late" role="alert">
              {t.survey.missing}
            </p>
          )}
          {form(
            <>
              <SurveyFields
                lang={lang}
                survey={one.survey}
                role={one.role}
                values={isAgain ? again.values : one.begun}
                missing={isAgain ? again.missing : undefined}
              />
              {button('survey', t.send, 'button-primary')}
            </>,
            true,
          )}
        </div>
      );
    }
    case 'choice':
      return (
        <div class="stack">
          {one.lead && <p>{one.lead}</p>}
          {form(
            <>
              {button('yes', one.yes, 'button-primary')}
              {one.no && button('no', one.no)}
            </>,
          )}
        </div>
      );
    case 'peer':
      return <PeerForm lang={lang} token={token} asked={one} />;
    case 'step':
    case 'step-form':
    case 'agreement':
    case 'peer-word':
      return (
        <ScreeningStep
          lang={lang}
          token={token}
          one={one}
          again={again?.key === one.key ? again : undefined}
        />
      );
    case 'training':
      return (
        <div class="stack">
          <p>{t.training.lead}</p>
        </div>
      );
    case 'human':
      return null;
  }
}

/** Whoever mentors may go on having a mentor. */
function OwnMentor({ lang }: { lang: Lang }) {
  const t = peerWorkStrings[lang].own.consent;
  return (
    <fieldset class="stack-small">
      <legend class="legend">{t.own}</legend>
      {(['stays', 'ends'] as const).map((what) => (
        <label key={what} class="check">
          <input type="radio" name="ownMentor" value={what} checked={what === 'stays'} /> {t[what]}
        </label>
      ))}
    </fieldset>
  );
}

/** Where the person does not work: theirs to say, and nobody asks why. */
function Boundaries({ lang, token, of }: PageProps) {
  if (!of.boundaries) return null;
  const { sites, excluded } = of.boundaries;
  const ask = planningStrings[lang].ask;
  return (
    <details class="card more">
      <summary>{ask.boundaries}</summary>
      <form class="form" method="post" action={`/p/${token}`}>
        <fieldset>
          <legend class="legend">{ask.notAt}</legend>
          <div class="chip-choices">
            {sites.map(({ id, name }) => (
              <label key={id} class="choice">
                <input type="checkbox" name="sites" value={id} checked={excluded.includes(id)} />{' '}
                <span>{name}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <button class="button" type="submit" name="act" value="boundaries">
          {participantStrings[lang].send}
        </button>
      </form>
    </details>
  );
}

/** For somebody on the chain who is out and about: whom it is about, a number to call, two acts. */
export function EscalationLinkPage(props: {
  lang: Lang;
  token: string;
  name: string;
  of: StaffAwaited;
  refused?: string | undefined;
}) {
  const { lang, of } = props;
  const t = participantStrings[lang].escalation;
  const w = words[lang];
  return (
    <PersonFrame lang={lang} name={props.name}>
      <h1>{t.title(of.peer)}</h1>
      <p class="lead">{w.escalationKinds[of.kind as 'help'] ?? of.kind}</p>
      <p class="soft">{[of.site, of.raised].filter(Boolean).join(', ')}</p>
      <NotDone why={props.refused} />
      {of.isSilent && <p class="notice notice-late">{t.duress}</p>}
      {of.status === 'resolved' ? (
        <p class="notice notice-good">{t.over}</p>
      ) : (
        <>
          {of.phones.map(({ number, callDontText }) => (
            <div key={number} class="stack-small">
              <a class="button button-big" href={`tel:${number}`}>
                {t.call(number)}
              </a>
              {callDontText && <p class="late-text">{t.callDontText}</p>}
            </div>
          ))}
          {of.plan && (
            <section class="card stack-small" aria-labelledby="plan">
              <h2 id="plan">{planningStrings[lang].safety.title}</h2>
              <PlanText lang={lang} plan={of.plan} />
            </section>
          )}
          {of.mine ? (
            <p class="notice notice-good">{t.taken}</p>
          ) : (
            <>
              {of.status === 'acknowledged' && <p class="notice">{t.takenBy}</p>}
              <form method="post" action={`/p/${props.token}`}>
                <button class="button button-big button-primary" type="submit" name="act" value="acknowledge">
                  {t.take}
                </button>
              </form>
            </>
          )}
          <form class="form card" method="post" action={`/p/${props.token}`}>
            <div class="field">
              <label for="outcome">{t.outcome}</label>
              <select class="input" id="outcome" name="outcome" required>
                <option value="">{t.choose}</option>
                {ESCALATION_OUTCOMES.map((outcome) => (
                  <option key={outcome} value={outcome}>
                    {w.escalationOutcomes[outcome]}
                  </option>
                ))}
              </select>
            </div>
            <button class="button" type="submit" name="act" value="resolve">
              {t.resolve}
            </button>
          </form>
          <p class="foot-note">{t.emergency(of.emergency)}</p>
        </>
      )}
    </PersonFrame>
  );
}

/** A link that opens nothing: kind, and says what to do. */
export function GonePage(props: { lang: Lang; why: string }) {
  const [title, lead] = participantStrings[props.lang].gone[props.why] ?? ['', ''];
  return (
    <PersonFrame lang={props.lang} emergency={{ number: '911', crisis: '988' }}>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
    </PersonFrame>
  );
}
