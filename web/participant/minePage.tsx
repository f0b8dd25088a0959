import type { ComponentChildren } from 'preact';
import type { GoalShown } from '../../office/goals';
import type { Lang } from '../i18n/language';
import { mineStrings } from '../i18n/mine';
import { PersonFrame } from './frame';
import type { Mine, MyEvent, MyMeeting, MyMentee } from './mine';

interface PageProps {
  lang: Lang;
  token: string;
  name: string;
  of: Mine;
  said?: string | undefined;
}

/** Somebody's own page: everything on it is theirs to change. */
export function MinePage(props: PageProps) {
  const { lang, token, of, said } = props;
  const t = mineStrings[lang];
  return (
    <PersonFrame lang={lang} name={props.name}>
      <h1>{t.title}</h1>
      {said && (
        <p class={said === 'saved' ? 'notice notice-good' : 'notice notice-late'} role="status">
          {said === 'saved' ? t.saved : said}
        </p>
      )}
      {of.paused && <Break {...props} />}
      <Section id="meetings" title={t.meetings}>
        {of.meetings.length === 0 && <p class="soft">{t.noMeetings}</p>}
        {of.meetings.map((one) => (
          <Meeting key={`${one.mentorshipId}/${one.number}`} {...props} one={one} />
        ))}
      </Section>
      {of.appointments.length > 0 && (
        <Section id="appointments" title={t.appointments}>
          {of.appointments.map((one) => (
            <div class="card stack-small" key={one.id}>
              <strong>{one.title}</strong>
              <span>
                {[one.when, one.place, one.other && t.withWhom(one.other)].filter(Boolean).join(' · ')}
              </span>
              <Calendar {...props} path={`appointment/${one.id}.ics`} about={one.title} />
            </div>
          ))}
        </Section>
      )}
      {of.events.length > 0 && (
        <Section id="events" title={t.events}>
          {of.events.map((one) => (
            <Event key={one.id} {...props} one={one} />
          ))}
        </Section>
      )}
      <Section id="goals" title={t.goals}>
        <p class="soft">{t.goalsHint}</p>
        {of.goals.map((goal) => (
          <Goal key={goal.id} {...props} goal={goal} />
        ))}
        <Act {...props} class="form">
          <div class="field">
            <label for="new-goal">{t.newGoal}</label>
            <input class="input" id="new-goal" name="title" maxLength={200} required autocomplete="off" />
            <span class="hint">{t.goalWords}</span>
          </div>
          <Button act="goal" text={t.add} />
        </Act>
      </Section>
      {of.mentees.map((mentee) => (
        <Mentee key={mentee.participantId} {...props} mentee={mentee} />
      ))}
      {of.sent.length > 0 && (
        <Section id="sent" title={t.sent}>
          {of.sent.map((one, place) => (
            <div class="card stack-small" key={`${one.id}/${place}`}>
              <strong>{one.title}</strong>
              {one.text && <p>{one.text}</p>}
              {one.link && (
                <a class="button" href={one.link} rel="noreferrer noopener">
                  {t.readMore}
                  <span class="visually-hidden">: {one.title}</span>
                </a>
              )}
            </div>
          ))}
        </Section>
      )}
      {of.paused === false && <Break {...props} />}
      <p>
        <a href={`/p/${token}`}>{t.back}</a>
      </p>
    </PersonFrame>
  );
}

function Section(props: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="stack-small" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

function Act(
  props: PageProps & { class?: string; fields?: Record<string, string>; children: ComponentChildren },
) {
  return (
    <form class={props.class ?? 'row'} method="post" action={`/p/${props.token}/mine`}>
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </form>
  );
}

function Button(props: { act: string; text: string; about?: string; kind?: string }) {
  return (
    <button class={`button ${props.kind ?? ''}`} type="submit" name="act" value={props.act}>
      {props.text}
      {props.about && <span class="visually-hidden">: {props.about}</span>}
    </button>
  );
}

function Calendar(props: PageProps & { path: string; about: string }) {
  return (
    <a href={`/p/${props.token}/${props.path}`} download>
      {mineStrings[props.lang].calendar}
      <span class="visually-hidden">: {props.about}</span>
    </a>
  );
}

function Meeting(props: PageProps & { one: MyMeeting }) {
  const { one } = props;
  const t = mineStrings[props.lang];
  const fields = { mentorship: one.mentorshipId, number: String(one.number) };
  const id = `when-${one.mentorshipId}`;
  return (
    <div class="card stack-small">
      <strong>{t.withWhom(one.other)}</strong>
      <span>{one.when}</span>
      {one.proposed?.mine && <p class="notice">{t.youProposed(one.proposed.when)}</p>}
      {one.proposed && !one.proposed.mine && (
        <div class="notice stack-small">
          <p>{t.theyProposed(one.other, one.proposed.when)}</p>
          <Act {...props} fields={fields}>
            <Button act="time-accept" text={t.accept} kind="button-primary" />
            <Button act="time-keep" text={t.keep} />
          </Act>
        </div>
      )}
      <Calendar
        {...props}
        path={`meeting/${one.mentorshipId}/${one.number}.ics`}
        about={t.withWhom(one.other)}
      />
      <details class="more">
        <summary>
          {t.propose}
          <span class="visually-hidden">: {t.withWhom(one.other)}</span>
        </summary>
        <Act {...props} class="form" fields={fields}>
          <div class="field">
            <label for={id}>{t.when}</label>
            <input class="input" id={id} name="when" type="datetime-local" required />
            <span class="hint">{t.proposeHint}</span>
          </div>
          <Button act="propose" text={t.send} kind="button-primary" />
        </Act>
      </details>
    </div>
  );
}

function Event(props: PageProps & { one: MyEvent }) {
  const { one } = props;
  const t = mineStrings[props.lang];
  const comes = one.status === 'coming';
  return (
    <div class="card stack-small">
      <strong>{one.title}</strong>
      <span>{[one.when, one.place].filter(Boolean).join(' · ')}</span>
      <span class="soft">{t.status[one.status] ?? ''}</span>
      <Act {...props} fields={{ workshop: one.id }}>
        {!comes && one.status !== 'waiting' && (
          <Button act="come" text={t.come} about={one.title} kind="button-primary" />
        )}
        {one.status !== 'declined' && <Button act="decline" text={t.decline} about={one.title} />}
      </Act>
      {comes && <Calendar {...props} path={`event/${one.id}.ics`} about={one.title} />}
    </div>
  );
}

function Goal(props: PageProps & { goal: GoalShown }) {
  const { goal } = props;
  const t = mineStrings[props.lang];
  const fields = { goal: goal.id };
  return (
    <div class="card stack-small">
      <div class="spread">
        <strong>{goal.title}</strong>
        <span class="soft">{goal.progress} %</span>
      </div>
      <progress class="meter" max={100} value={goal.progress} aria-label={goal.title} />
      <Steps {...props} />
      <p class="soft small">{goal.shared ? t.shared : t.private}</p>
      <details class="more">
        <summary>
          {t.newStep}
          <span class="visually-hidden">: {goal.title}</span>
        </summary>
        <Act {...props} class="form" fields={fields}>
          <div class="field">
            <label for={`step-${goal.id}`}>{t.goalWords}</label>
            <input
              class="input"
              id={`step-${goal.id}`}
              name="title"
              maxLength={200}
              required
              autocomplete="off"
            />
          </div>
          <Button act="step" text={t.add} about={goal.title} />
        </Act>
        <Act {...props} fields={fields}>
          <Button
            act={goal.shared ? 'unshare' : 'share'}
            text={goal.shared ? t.unshare : t.share}
            about={goal.title}
          />
          <Button act="let-go" text={t.letGo} about={goal.title} />
        </Act>
        <p class="hint">{t.letGoHint}</p>
      </details>
    </div>
  );
}

function Steps(props: PageProps & { goal: GoalShown; of: Mine; mentee?: string }) {
  const { goal } = props;
  const t = mineStrings[props.lang];
  if (goal.steps.length === 0) return null;
  return (
    <ul class="stack-small" aria-label={t.steps}>
      {goal.steps.map((step) => (
        <li key={step.id} class="spread">
          <span>
            {step.doneAt ? '✓ ' : ''}
            {step.title}
            {step.doneAt && <span class="visually-hidden"> ({t.isDone})</span>}
          </span>
          <Act
            {...props}
            fields={{ goal: goal.id, stepId: step.id, ...(props.mentee ? { mentee: props.mentee } : {}) }}
          >
            <Button
              act={step.doneAt ? 'step-undo' : 'step-done'}
              text={step.doneAt ? t.undo : t.done}
              about={step.title}
            />
          </Act>
        </li>
      ))}
    </ul>
  );
}

function Mentee(props: PageProps & { mentee: MyMentee }) {
  const { mentee, of } = props;
  const t = mineStrings[props.lang];
  const id = `resource-${mentee.participantId}`;
  return (
    <Section id={`mentee-${mentee.participantId}`} title={t.mentees(mentee.name)}>
      {mentee.goals.length > 0 && <p class="soft">{t.sharedGoals(mentee.name)}</p>}
      {mentee.goals.map((goal) => (
        <div class="card stack-small" key={goal.id}>
          <div class="spread">
            <strong>{goal.title}</strong>
            <span class="soft">{goal.progress} %</span>
          </div>
          <Steps {...props} goal={goal} mentee={mentee.participantId} />
        </div>
      ))}
      {of.resources.length > 0 && (
        <details class="card more">
          <summary>
            {t.sendResource}
            <span class="visually-hidden">: {mentee.name}</span>
          </summary>
          <Act {...props} class="form" fields={{ mentee: mentee.participantId }}>
            <div class="field">
              <label for={id}>{t.resource}</label>
              <select class="input" id={id} name="resource">
                {of.resources.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.title}
                  </option>
                ))}
              </select>
            </div>
            <Button act="send" text={t.send} about={mentee.name} />
          </Act>
        </details>
      )}
    </Section>
  );
}

function Break(props: PageProps) {
  const t = mineStrings[props.lang];
  const isPaused = props.of.paused === true;
  return (
    <Section id="break" title={isPaused ? t.backTitle : t.breakTitle}>
      <p>{t.breakLead}</p>
      <Act {...props}>
        <Button
          act={isPaused ? 'resume' : 'pause'}
          text={isPaused ? t.backButton : t.breakButton}
          kind={isPaused ? 'button-primary' : ''}
        />
      </Act>
    </Section>
  );
}
