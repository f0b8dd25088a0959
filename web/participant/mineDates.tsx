import { mineStrings } from '../i18n/mine';
import type { MyEvent, MyMeeting } from './mine';
import { Act, Button, Calendar, type PageProps } from './mineParts';

export function Meeting(props: PageProps & { one: MyMeeting }) {
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

export function Event(props: PageProps & { one: MyEvent }) {
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
