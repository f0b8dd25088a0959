/** One number, as Prometheus reads it. Labels are codes; never anything about a person (rule 9). */
export interface Measure {
  name: string;
  help: string;
  kind: 'gauge' | 'counter';
  values: { labels?: Record<string, string>; value: number }[];
}

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** The text form that Prometheus and everything like it scrapes. A measure without values is left out. */
export function prometheusText(measures: readonly Measure[]): string {
  return measures
    .filter(({ values }) => values.length > 0)
    .map(({ name, help, kind, values }) =>
      [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${kind}`,
        ...values.map(({ labels, value }) => `${name}${labelText(labels)} ${value}`),
      ].join('\n'),
    )
    .join('\n')
    .concat('\n');
}

function labelText(labels: Record<string, string> = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
