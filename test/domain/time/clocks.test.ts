import { clocks } from '../../faults/clocks';

test('the nights of both clock changes, in zones that change and zones that stopped, are planned as the land has it', () => {
  const { count, off, examples } = clocks();
  expect(examples).toEqual([]);
  expect(off).toBe(0);
  expect(count).toBeGreaterThan(4_000);
});
