import { mineStrings } from '../i18n/mine';
import { PersonFrame } from './frame';
import { Event, Meeting } from './mineDates';
import { Goal, Mentee } from './mineGoals';
import { Act, Button, Calendar, Section, type PageProps } from './mineParts';
import { Leaving, OwnDataParts } from './ownData';

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
      <Leaving {...props} own={of.own} />
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
      <OwnDataParts {...props} own={of.own} />
      <p>
        <a href={`/p/${token}`}>{t.back}</a>
      </p>
    </PersonFrame>
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
