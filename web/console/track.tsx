import { STAGES, type Stage } from '../../domain/policy';
import type { View } from './frame';

/** The six stages in a row, with the present one named. */
export function StageTrack(props: {
  view: Pick<View, 'w'>;
  stage: Stage;
  stages?: readonly Stage[];
  ended?: boolean;
}) {
  const stages = props.stages ?? STAGES;
  const at = stages.indexOf(props.stage);
  return (
    <ol class="track">
      {stages.map((stage, index) => {
        const state = props.ended || index < at ? 'done' : index === at ? 'now' : 'ahead';
        return (
          <li key={stage} class={`track-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
            <span>{props.view.w.stages[stage]}</span>
          </li>
        );
      })}
    </ol>
  );
}
