import type { GoalShown } from '../../office/goals';
import { mineStrings } from '../i18n/mine';
import type { Mine, MyMentee } from './mine';
import { Act, Button, Section, type PageProps } from './mineParts';

export function Goal(props: PageProps & { goal: GoalShown }) {
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

export function Mentee(props: PageProps & { mentee: MyMentee }) {
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
