import { STAGES, type Stage } from '../../domain/policy';

/** The circle in six parts: the mark of the product, and, with a stage, how far round a person has come. */
export function Ring(props: { stage?: Stage; size?: number; label?: string; done?: boolean }) {
  const reached = props.stage ? STAGES.indexOf(props.stage) : -1;
  return (
    <svg
      class={props.stage ? 'ring' : 'ring ring-mark'}
      viewBox="0 0 40 40"
      width={props.size ?? 28}
      height={props.size ?? 28}
      role={props.label ? 'img' : undefined}
      aria-label={props.label}
      aria-hidden={props.label ? undefined : 'true'}
    >
      {STAGES.map((stage, index) => (
        <path key={stage} d={arc(index)} class={`ring-part ring-${stateOf(index, reached, props)}`} />
      ))}
    </svg>
  );
}

function stateOf(index: number, reached: number, props: { stage?: Stage; done?: boolean }): string {
  if (!props.stage) return `mark-${index + 1}`;
  if (index < reached || props.done) return 'done';
  return index === reached ? 'now' : 'ahead';
}

/** One sixth of the circle, clockwise from the top, with a gap to its neighbours. */
function arc(index: number): string {
  const gap = 9;
  const from = ((index * 60 + gap / 2 - 90) * Math.PI) / 180;
  const to = (((index + 1) * 60 - gap / 2 - 90) * Math.PI) / 180;
  const radius = 15.5;
  const point = (angle: number) =>
    `${(20 + radius * Math.cos(angle)).toFixed(2)} ${(20 + radius * Math.sin(angle)).toFixed(2)}`;
  return `M${point(from)}A${radius} ${radius} 0 0 1 ${point(to)}`;
}
