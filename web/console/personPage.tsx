import type { ComponentChildren } from 'preact';
import type { Stage } from '../../domain/policy';
import { REPLACED } from '../../domain/phone';
import type { Owed } from '../../office/standing';
import { contactStrings } from '../i18n/contacts';
import { peerWorkStrings } from '../i18n/peerWork';
import { Field, Select } from '../ui/field';
import { FormKey } from './formKey';
import { ConsolePage, type View } from './frame';
import { titleIn } from './labels';
import { Messages } from './messages';
import { DebriefForm, PeerCard } from './peerCard';
import type { LadderStep, PersonData } from './personData';
import { Timeline } from './timeline';
import { RequestForm } from './requests';
import { StageTrack } from './track';
import { StepReasons } from './steps';
import { sinceText, waitText } from './wait';
import { Due, When } from './when';
import { Ring } from '../ui/logo';

interface Props {
  view: View;
  data: PersonData;
}

export function PersonPage({ view, data }: Props) {
  const { shown } = data;
  const [journey] = shown.journeys;
  return (
    <ConsolePage
      view={view}
      section="people"
      title={shown.person.name}
      lead={[view.w.roles[shown.role], data.program, data.site].filter(Boolean).join(' · ')}
      actions={
        <a href="/people" class="button button-small">
          ← {view.t.nav.people}
        </a>
      }
    >
      {shown.person.deceasedAt && <p class="notice">{view.t.person.died}</p>}
      <PersonParts view={view} data={data} />
      {journey && !shown.person.deceasedAt && <PathActs view={view} data={data} status={journey.status} />}
    </ConsolePage>
  );
}

/** All that changes by itself; asked for again when the ledger says so. */
export function PersonParts({ view, data }: Props) {
  const { shown } = data;
  const t = view.t.person;
  return (
    <div
      id="person"
      class="stack"
      data-live={`/live/people/${shown.id}`}
      hx-get={`/parts/people/${shown.id}`}
      hx-trigger="live"
      hx-swap="outerMorph"
    >
      <Standing view={view} data={data} />
      <div class="columns">
        <div class="stack">
          <Waits view={view} data={data} />
          <Ladder view={view} data={data} />
          <Goals view={view} data={data} />
          <Mentorships view={view} data={data} />
          <Card id="messages" title={t.messages}>
            <Messages view={view} messages={data.messages} zone={data.zone} />
          </Card>
          {data.panels.wide}
        </div>
        <div class="stack">
          <Contacts view={view} data={data} />
          <PeerCard view={view} id={shown.id} peer={data.peer} mayTakePart={data.may.takePart} />
          {data.panels.narrow}
          <Card id="timeline" title={t.timeline}>
            <Timeline
              view={view}
              entries={shown.timeline}
              labels={data.labels}
              who={data.who}
              zone={data.zone}
            />
          </Card>
        </div>
      </div>
    </div>
  );
}

export function Card(props: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-labelledby={`${props.id}-title`}>
      <h2 id={`${props.id}-title`}>{props.title}</h2>
      <div>{props.children}</div>
    </section>
  );
}

function Standing({ view, data }: Props) {
  const { shown, stages } = data;
  const t = view.t.person;
  const [journey] = shown.journeys;
  if (!journey) {
    return (
      <section class="card">
        <div class="spread">
          <p>{view.t.people.noPath}</p>
          {data.may.decide && (
            <form method="post" action={`/people/${shown.id}/start`}>
              <FormKey />
              <button class="button button-primary" type="submit">
                {t.start}
              </button>
            </form>
          )}
        </div>
      </section>
    );
  }
  const stage = journey.stage as Stage;
  const next = stages[stages.indexOf(stage) + 1];
  const entered = shown.timeline.findLast(
    ({ kind, data: d }) => kind === 'stage-entered' && d['stage'] === stage,
  );
  const ended = journey.status === 'ended';
  return (
    <section class="card stack" aria-labelledby="standing-title">
      <div class="spread">
        <h2 id="standing-title" class="with-ring">
          <Ring stage={stage} done={ended} size={34} />
          {view.w.stages[stage]}
        </h2>
        <span class="row">
          <span class={journey.status === 'active' ? 'badge badge-good' : 'badge badge-soon'}>
            {view.w.journey[journey.status] ?? journey.status}
          </span>
          {entered && (
            <span class="soft small">
              <When view={view} at={entered.at} zone={data.zone} style="date" />
            </span>
          )}
        </span>
      </div>
      <StageTrack view={view} stage={stage} stages={stages} ended={ended} />
      <div class="spread small soft">
        <span>{ended ? '' : next ? t.next(view.w.stages[next]) : t.lastStage}</span>
        {shown.tier && (
          <span>
            {t.tier}: <strong>{data.labels.tier(shown.tier)}</strong>
          </span>
        )}
      </div>
      {journey.status === 'starting' && <p class="notice">{t.starting}</p>}
      {journey.privileges.length > 0 && (
        <div class="row">
          <span class="soft small">{t.privileges}</span>
          {journey.privileges.map((privilege) => (
            <span key={privilege} class="badge badge-good">
              {data.labels.privilege(privilege)}
            </span>
          ))}
        </div>
      )}
    </section>
  );
}

function Waits({ view, data }: Props) {
  const t = view.t.person;
  return (
    <section class="card card-flush" aria-labelledby="waits-title">
      <h2 class="card-title" id="waits-title">
        {t.waits}
      </h2>
      {data.waits.length === 0 && <p class="empty">{t.nothingAwaited}</p>}
      <ul class="owed">
        {data.waits.map((wait) => (
          <li key={wait.key}>
            <div>
              <strong>{waitText(view, wait, data.labels)}</strong>
              <p class="small">
                {[
                  view.t.today.owedBy(
                    wait.owedBy === 'staff'
                      ? (wait.by?.name ?? view.t.today.owedByStaff)
                      : (wait.by?.name ?? data.shown.person.name),
                  ),
                  sinceText(view, wait.since),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </p>
            </div>
            <Due view={view} dueAt={wait.dueAt} zone={data.zone} />
            <WaitActs view={view} data={data} wait={wait} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What staff can do about a wait, in its place: decide it, or record what the person told them. */
function WaitActs({ view, data, wait }: Props & { wait: Owed }) {
  const t = view.t.person;
  const id = data.shown.id;
  const buttons = (
    action: string,
    fields: Record<string, string>,
    name: string,
    options: [string, string][],
  ) => (
    <form class="row wait-acts" method="post" action={`/people/${id}/${action}`}>
      <FormKey />
      {Object.entries(fields).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      {options.map(([value, text]) => (
        <button key={value} class="button button-small" type="submit" name={name} value={value}>
          {text}
        </button>
      ))}
    </form>
  );
  if (wait.kind === 'staff-task' || wait.kind === 'human-reply') {
    return wait.owedBy === 'staff' && data.may.takePart
      ? buttons('task', {}, 'key', [[wait.key, t.taskDone]])
      : null;
  }
  if (!data.may.takePart) return null;
  if (wait.kind === 'debrief') return <DebriefForm view={view} waitKey={wait.key} back={`/people/${id}`} />;
  const own = wait.by?.personId === data.shown.person.id;
  switch (wait.kind) {
    case 'survey':
      return (
        <div class="wait-acts">
          <a
            class="button button-small"
            href={`/people/${id}/survey/${encodeURIComponent(String(wait.details['survey']))}`}
          >
            {t.surveyWaits}
          </a>
        </div>
      );
    case 'retention-check-in':
      return buttons('check-in', { wait: wait.key }, 'answer', [
        ['ok', t.saidOk],
        ['not-ok', t.saidNotOk],
      ]);
    case 'match-offer':
      return own && wait.mentorshipId
        ? buttons('offer', { pair: wait.mentorshipId, side: data.shown.role }, 'answer', [
            ['accept', t.offerYes],
            ['decline', t.offerNo],
          ])
        : null;
    case 'meeting-outcome':
      return own && wait.mentorshipId
        ? buttons(
            'meeting',
            { pair: wait.mentorshipId, number: String(wait.details['meeting'] ?? '') },
            'outcome',
            [
              ['attended', t.met],
              ['missed', t.notMet],
            ],
          )
        : null;
    case 'transition-consent':
      return buttons('consent', {}, 'consents', [
        ['yes', t.yes],
        ['no', t.no],
      ]);
    case 'achievement-review':
      return data.may.decide
        ? buttons('achievement', {}, 'outcome', Object.entries(view.w.achievement))
        : null;
    case 'support':
      return buttons('support', {}, 'key', [[wait.key, peerWorkStrings[view.lang].panel.work.support]]);
    case 'training':
      return data.may.decide
        ? buttons(
            'training',
            {},
            'module',
            data.definition.transition.training
              .filter(({ id: module }) => !data.trained.includes(module))
              .map(({ id: module }) => [module, `${t.training}: ${data.labels.training(module)}`]),
          )
        : null;
    default:
      return null;
  }
}

function Ladder({ view, data }: Props) {
  const t = view.t.person;
  if (data.ladder.length === 0 || data.shown.journeys.length === 0) return null;
  return (
    <Card id="ladder" title={t.ladder}>
      <ol class="ladder">
        {data.ladder.map((step) => (
          <li key={step.id} class={`step-${step.status}`}>
            <div class="spread">
              <strong>{data.labels.step(step.id)}</strong>
              <span
                class={
                  step.status === 'passed'
                    ? 'badge badge-good'
                    : step.status === 'open'
                      ? 'badge badge-soon'
                      : 'badge'
                }
              >
                {view.w.steps[step.status]}
              </span>
            </div>
            {step.grants.length > 0 && (
              <p class="small soft">
                {t.ladderGrants(step.grants.map((g) => data.labels.privilege(g)).join(', '))}
              </p>
            )}
            {step.lookAgainAt && step.status !== 'passed' && (
              <p class="small soft">{t.lookAgainOn(data.labels.time(step.lookAgainAt))}</p>
            )}
            {data.may.decide && !['passed', 'ahead'].includes(step.status) && (
              <ScreenForm view={view} data={data} step={step} />
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function ScreenForm({ view, data, step }: Props & { step: LadderStep }) {
  const t = view.t.person;
  const id = `screen-${step.id}`;
  return (
    <details class="more" id={`${id}-more`}>
      <summary>
        {t.decide}
        <span class="visually-hidden">: {data.labels.step(step.id)}</span>
      </summary>
      <form class="inline-form" method="post" action={`/people/${data.shown.id}/screen`}>
        <FormKey />
        <input type="hidden" name="step" value={step.id} />
        <div class="field">
          <label for={`${id}-outcome`}>{t.outcome}</label>
          <select class="input" id={`${id}-outcome`} name="outcome">
            {Object.entries(view.w.stepOutcomes).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for={`${id}-on`}>{t.lookAgain}</label>
          <input
            class="input"
            type="date"
            id={`${id}-on`}
            name="lookAgainOn"
            aria-describedby={`${id}-hint`}
          />
        </div>
        <StepReasons view={view} id={id} />
        <button class="button button-primary" type="submit">
          {t.record}
        </button>
        <p class="hint full-row" id={`${id}-hint`}>
          {t.lookAgainHint}
        </p>
      </form>
    </details>
  );
}

function Goals({ view, data }: Props) {
  const t = view.t.person;
  const { shown } = data;
  if (shown.journeys.length === 0) return null;
  return (
    <Card id="goals" title={t.goals}>
      {shown.goals.length === 0 && <p class="soft">{t.noGoals}</p>}
      <ul class="stack-small">
        {shown.goals.map((goal) => (
          <li key={goal.id} class="stack-small">
            <div class="spread">
              <span>{goal.title}</span>
              <span class="soft">{goal.progress} %</span>
            </div>
            <progress
              class="meter"
              max={100}
              value={goal.progress}
              aria-label={`${t.progress}: ${goal.title}`}
            />
            {data.may.takePart && (
              <details class="more" id={`goal-${goal.id}`}>
                <summary>
                  {t.reach}
                  <span class="visually-hidden">: {goal.title}</span>
                </summary>
                <form class="inline-form" method="post" action={`/people/${shown.id}/goal-progress`}>
                  <FormKey />
                  <input type="hidden" name="goalId" value={goal.id} />
                  <div class="field">
                    <label for={`goal-${goal.id}-progress`}>{t.progress} (%)</label>
                    <input
                      class="input"
                      id={`goal-${goal.id}-progress`}
                      name="progress"
                      type="number"
                      min={0}
                      max={100}
                      step={5}
                      value={goal.progress}
                      required
                    />
                  </div>
                  <button class="button" type="submit">
                    {t.record}
                  </button>
                </form>
              </details>
            )}
          </li>
        ))}
      </ul>
      {data.may.takePart && (
        <details class="more" id="new-goal">
          <summary>{t.addGoal}</summary>
          <form class="inline-form" method="post" action={`/people/${shown.id}/goal`}>
            <FormKey />
            <div class="field">
              <label for="goal-title">{t.goal}</label>
              <input class="input" id="goal-title" name="title" maxLength={200} required autocomplete="off" />
            </div>
            <button class="button" type="submit">
              {t.record}
            </button>
          </form>
        </details>
      )}
    </Card>
  );
}

function Mentorships({ view, data }: Props) {
  const t = view.t.person;
  const { shown } = data;
  if (shown.journeys.length === 0) return null;
  return (
    <Card id="mentorships" title={t.mentorships}>
      {shown.mentorships.length === 0 && <p class="soft">{t.noMentorships}</p>}
      <ul class="stack-small">
        {shown.mentorships.map((pair) => {
          const other = pair.menteeId === shown.id ? pair.mentorId : pair.menteeId;
          const held = pair.meetings.filter(({ status }) => status === 'attended').length;
          const next = pair.meetings.find(({ status }) => status === 'planned');
          return (
            <li key={pair.id} class="spread">
              <span>
                {t.withWhom('')}
                <a href={`/people/${other}`}>{data.others.get(other) ?? '–'}</a>
                <span class="soft">
                  {pair.meetings.length > 0 && ` · ${t.meetings(held, pair.meetings.length)}`}
                  {next && (
                    <>
                      {' · '}
                      <When view={view} at={next.startsAt} zone={next.zone} />
                    </>
                  )}
                </span>
              </span>
              <span class="row">
                <span class={pair.status === 'active' ? 'badge badge-good' : 'badge'}>
                  {view.w.mentorship[pair.status] ?? pair.status}
                </span>
                {pair.status === 'proposed' && data.may.decide && (
                  <form class="row" method="post" action={`/matching/${pair.id}`}>
                    <FormKey />
                    <input type="hidden" name="back" value={`/people/${shown.id}`} />
                    <button
                      class="button button-small button-primary"
                      type="submit"
                      name="decision"
                      value="approve"
                    >
                      {t.approve}
                    </button>
                    <button class="button button-small" type="submit" name="decision" value="reject">
                      {t.reject}
                    </button>
                  </form>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Contacts({ view, data }: Props) {
  const t = view.t.person;
  const c = contactStrings[view.lang];
  const { shown } = data;
  return (
    <Card id="contacts" title={t.contacts}>
      {shown.isSilent && <p class="notice notice-late">{view.t.escalations.duressBeside}</p>}
      <dl class="facts">
        {shown.contacts.map((contact) => (
          <>
            <dt>{view.w.channels[contact.channel] ?? contact.channel}</dt>
            <dd>
              <a href={contact.channel === 'email' ? `mailto:${contact.value}` : `tel:${contact.value}`}>
                {contact.value}
              </a>{' '}
              {contact.stoppedAt && <span class="badge badge-late">{t.stopped}</span>}
              {!contact.consentAt && <span class="badge badge-soon">{t.noConsent}</span>}
              {contact.unusableCode && (
                <span class="badge badge-late">
                  {contact.unusableCode === REPLACED ? c.replaced : t.unusable}
                </span>
              )}
            </dd>
          </>
        ))}
        <dt>{t.language}</dt>
        <dd>{t.languages[shown.person.language] ?? shown.person.language}</dd>
      </dl>
      {data.may.manage && (
        <details class="more" id="new-contact">
          <summary>{c.change}</summary>
          <form class="stack-small" method="post" action={`/people/${shown.id}/contact`}>
            <FormKey />
            <Select
              label={c.kind}
              name="channel"
              id="contact-channel"
              value="sms"
              options={(['sms', 'voice', 'email'] as const).map((one) => [one, c.kinds[one]] as const)}
            />
            <Field
              label={c.value}
              name="value"
              id="contact-value"
              maxLength={254}
              required
              autocomplete="off"
            />
            <label class="choice">
              <input type="checkbox" name="consent" value="yes" />
              <span>{c.consent}</span>
            </label>
            <label class="choice">
              <input type="checkbox" name="keep" value="yes" />
              <span>{c.keep}</span>
            </label>
            <div>
              <button class="button" type="submit">
                {t.record}
              </button>
            </div>
          </form>
        </details>
      )}
    </Card>
  );
}

/** Acts on the whole path, at the end of the page and folded away: they are rare and weighty. */
function PathActs({ view, data, status }: Props & { status: string }) {
  const t = view.t.person;
  const { shown, definition } = data;
  if (!data.may.takePart) return null;
  const simple = (act: string, text: string, hint?: string) => (
    <form class="stack-small" method="post" action={`/people/${shown.id}/${act}`}>
      <FormKey />
      <div>
        <button class="button" type="submit">
          {text}
        </button>
      </div>
      {hint && <p class="hint">{hint}</p>}
    </form>
  );
  return (
    <details class="card more" id="acts">
      <summary>{t.acts}</summary>
      <div class="stack">
        {status === 'active' && (
          <form class="inline-form" method="post" action={`/people/${shown.id}/pause`}>
            <FormKey />
            <div class="field">
              <label for="pause-until">{t.pauseUntil}</label>
              <input class="input" type="date" id="pause-until" name="untilDay" />
            </div>
            <button class="button" type="submit">
              {t.pause}
            </button>
          </form>
        )}
        <RequestForm view={view} participantId={shown.id} people={data.asked} />
        {status === 'paused' && simple('resume', t.resume)}
        {status === 'withdrawn' && data.may.decide && simple('reopen', t.reopen)}
        {data.may.decide && definition.tiers.length > 0 && ['active', 'paused'].includes(status) && (
          <form class="inline-form" method="post" action={`/people/${shown.id}/tier`}>
            <FormKey />
            <div class="field">
              <label for="tier">{t.tier}</label>
              <select class="input" id="tier" name="tier">
                {definition.tiers.map(({ id }) => (
                  <option key={id} value={id} selected={id === shown.tier}>
                    {titleIn(definition.tiers, id, view.lang)}
                  </option>
                ))}
              </select>
            </div>
            <div class="field">
              <label for="tier-reason">{t.reason}</label>
              <select class="input" id="tier-reason" name="reason">
                {Object.entries(t.reasons).map(([value, text]) => (
                  <option key={value} value={value}>
                    {text}
                  </option>
                ))}
              </select>
            </div>
            <div class="field field-wide">
              <label for="tier-words">{peerWorkStrings[view.lang].panel.work.words}</label>
              <textarea
                class="input"
                id="tier-words"
                name="words"
                maxLength={2000}
                aria-describedby="tier-hint"
              />
              <span class="hint" id="tier-hint">
                {peerWorkStrings[view.lang].panel.work.moveHint}
              </span>
            </div>
            <button class="button" type="submit">
              {t.changeTier}
            </button>
          </form>
        )}
        {['active', 'paused'].includes(status) && simple('withdraw', t.withdraw, t.withdrawHint)}
      </div>
    </details>
  );
}
