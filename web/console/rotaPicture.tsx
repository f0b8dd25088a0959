import { onDay, resolveDays } from './rotaDays';
import type { View } from './frame';
import { onCallStrings } from '../i18n/onCall';

interface Stretch {
  from: string;
  until: string;
  people: { name: string }[];
  gap: boolean;
}

const WIDTH = 700;
const HEIGHT = 46;
const TOP = 18;
/** Characters that fit in a piece of the picture, as a share of its width. */
const LETTER = 8;

/**
 * Seven days of one level as a strip: who is on call, and what nobody is. A picture only: the list beneath says the same,
 * so readers of screens are told of the list instead.
 */
export function WeekPicture(props: {
  view: View;
  stretches: readonly Stretch[];
  from: string;
  until: string;
  zone: string;
  label: string;
}) {
  const { stretches, from, until, zone, view } = props;
  const t = onCallStrings[view.lang].rota;
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const x = (at: number) => Math.round(((at - start) / (end - start)) * WIDTH * 10) / 10;
  const shown = stretches.filter((one) => Date.parse(one.until) > start && Date.parse(one.from) < end);
  return (
    <svg class="rota-week" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={props.label}>
      {shown.map((one) => {
        const left = x(Math.max(start, Date.parse(one.from)));
        const width = x(Math.min(end, Date.parse(one.until))) - left;
        const text = one.gap ? '!' : one.people.map(({ name }) => name.split(' ')[0]).join(', ');
        const fits = text.length * LETTER < width;
        return (
          <g key={one.from} class={one.gap ? 'rota-piece rota-piece-gap' : 'rota-piece'}>
            <rect x={left + 1} y={TOP} width={Math.max(1, width - 2)} height={HEIGHT - TOP} rx={4} />
            {fits && (
              <text x={left + width / 2} y={TOP + 19} text-anchor="middle">
                {text}
              </text>
            )}
          </g>
        );
      })}
      {resolveDays(from, until, zone).map(({ at, weekday }) => (
        <g key={at} class="rota-day">
          <line x1={x(Date.parse(at))} x2={x(Date.parse(at))} y1={4} y2={HEIGHT} />
          <text x={x(Date.parse(at)) + 4} y={13}>
            {t.weekdays[weekday]} {onDay(at, zone)}
          </text>
        </g>
      ))}
    </svg>
  );
}
