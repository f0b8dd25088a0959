import type { GoalShown } from '../../office/goals';
import { alongsideStrings } from '../i18n/alongside';
import { FormKey } from './formKey';
import type { View } from './frame';
import type { Panel, PanelData } from './panels';
import { Card } from './personPage';

/** Goals in the person's own steps: what is done, and whether their mentor sees it. */
export const goalStepsPanel: Panel = {
  id: 'goal-steps',
  column: 'wide',
  async show(parts, caller, view, data) {
    const goals = await parts.office.goals.list(caller, data.shown.id);
    if (goals.length === 0) return null;
    const t = alongsideStrings[view.lang].goals;
    return (
      <Card id="goal-steps" title={t.title}>
        <ul class="stack">
          {goals.map((goal) => (
            <Goal key={goal.id} view={view} data={data} goal={goal} />
          ))}
        </ul>
        <p class="hint">{t.hint}</p>
      </Card>
    );
  },
};

function Goal({ view, data, goal }: { view: View; data: PanelData; goal: GoalShown }) {
  const t = alongsideStrings[view.lang].goals;
  const action = `/people/${data.shown.id}/goal-steps`;
  const isOpen = goal.status !== 'let-go';
  const button = (act: string, text: string, about = goal.title) => (
    <button class="button button-small" type="submit" name="act" value={act}>
      {text}
      <span class="visually-hidden">: {about}</span>
    </button>
  );
  return (
    <li class="stack-small">
      <div class="spread">
        <strong>{goal.title}</strong>
        <span class="soft">
          {isOpen ? `${goal.progress} % · ${goal.shared ? t.shared : t.private}` : t.letGone}
        </span>
      </div>
      {goal.steps.map((step) => (
        <form key={step.id} class="spread" method="post" action={action}>
          <FormKey />
          <input type="hidden" name="goalId" value={goal.id} />
          <input type="hidden" name="stepId" value={step.id} />
          <span>
            {step.doneAt ? '✓ ' : ''}
            {step.title}
          </span>
          {data.may.takePart &&
            isOpen &&
            button(step.doneAt ? 'undo' : 'done', step.doneAt ? t.undo : t.done, step.title)}
        </form>
      ))}
      {data.may.takePart && isOpen && (
        <details class="more" id={`steps-${goal.id}`}>
          <summary>
            {t.addStep}
            <span class="visually-hidden">: {goal.title}</span>
          </summary>
          <form class="inline-form" method="post" action={action}>
            <FormKey />
            <input type="hidden" name="goalId" value={goal.id} />
            <div class="field">
              <label for={`step-${goal.id}`}>{t.words}</label>
              <input
                class="input"
                id={`step-${goal.id}`}
                name="title"
                maxLength={200}
                required
                autocomplete="off"
              />
            </div>
            {button('add', t.addStep)}
          </form>
          <form class="row" method="post" action={action}>
            <FormKey />
            <input type="hidden" name="goalId" value={goal.id} />
            {button(goal.shared ? 'unshare' : 'share', goal.shared ? t.unshare : t.share)}
            {button('let-go', t.letGo)}
          </form>
        </details>
      )}
    </li>
  );
}
