import { instant, as, type Zone } from '../../domain/ids';
import { formatLocal, type LocalStyle } from '../../domain/time';
import type { View } from './frame';

/** A moment in the wall-clock time of its place. */
export function When(props: { view: View; at: Date; zone: string; style?: LocalStyle }) {
  const text = localText(props.view, props.at, props.zone, props.style ?? 'date-time');
  return <time dateTime={props.at.toISOString()}>{text}</time>;
}

export function localText(view: Pick<View, 'lang'>, at: Date, zone: string, style: LocalStyle): string {
  // A time of day stays on one line: French has it in three parts.
  return formatLocal(instant(at), as<Zone>(zone), view.lang, style).replace(
    /(\d) h (\d)/g,
    '$1\u00a0h\u00a0$2',
  );
}

/** How late something is, or when it is due: in words as well as in colour. */
export function Due(props: { view: View; dueAt: Date | null; zone: string }) {
  const { view, dueAt } = props;
  if (!dueAt) return <span class="badge">{view.w.noDue}</span>;
  const left = dueAt.getTime() - view.now.getTime();
  const title = localText(view, dueAt, props.zone, 'date-time');
  if (left < 0) {
    return (
      <span class="badge badge-late" title={title}>
        {view.w.late(view.w.span(-left))}
      </span>
    );
  }
  return (
    <span class={left < 86_400_000 ? 'badge badge-soon' : 'badge'} title={title}>
      {view.w.dueIn(view.w.span(left))}
    </span>
  );
}
