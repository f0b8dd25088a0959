import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../../local/paths';

interface Rules {
  groups: { rules: { alert: string; expr: string }[] }[];
}

const FILES = ['office/measures.ts', 'web/http/metrics.ts', 'workers/health.ts'];

test('every metric that an alert rule names is one that web or workers serve', () => {
  const { groups } = parse(readFileSync(path.join(ROOT, 'deploy/prometheus/alerts.yml'), 'utf8')) as Rules;
  const inSource = FILES.flatMap(
    (file) => readFileSync(path.join(ROOT, file), 'utf8').match(/'fullcircle_[a-z_]+'/g) ?? [],
  );
  const served = new Set(inSource.map((name) => name.slice(1, -1)));
  const named = groups.flatMap(({ rules }) =>
    rules.flatMap(({ expr }) => expr.match(/fullcircle_[a-z_]+/g) ?? []),
  );
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !served.has(name))).toEqual([]);
});
