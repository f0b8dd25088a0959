import { MockActivityEnvironment } from '@temporalio/testing';
import { withSignsOfLife } from '../../activities/signsOfLife';

/** Longer than it takes until the first sign of life. */
const LONG_MS = 1_600;

function counted(info: { isLocal?: boolean } = {}): {
  environment: MockActivityEnvironment;
  signs: () => number;
} {
  const environment = new MockActivityEnvironment(info);
  let signs = 0;
  environment.on('heartbeat', () => (signs += 1));
  return { environment, signs: () => signs };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('an activity that waits for somebody gives signs of life until it is over', async () => {
  const { environment, signs } = counted();
  const { wait } = withSignsOfLife({ wait: (ms: number) => pause(ms).then(() => 'done') });
  expect(await environment.run(wait, LONG_MS)).toBe('done');
  const whileItWaited = signs();
  expect(whileItWaited).toBeGreaterThan(0);
  await pause(LONG_MS);
  expect(signs()).toBe(whileItWaited);
});

test('a local one gives none: nobody listens for them', async () => {
  const { environment, signs } = counted({ isLocal: true });
  const { wait } = withSignsOfLife({ wait: (ms: number) => pause(ms).then(() => 'done') });
  expect(await environment.run(wait, LONG_MS)).toBe('done');
  expect(signs()).toBe(0);
});

test('one that fails gives none afterwards either', async () => {
  const { environment, signs } = counted();
  const { fail } = withSignsOfLife({ fail: () => Promise.reject(new Error('no')) });
  await expect(environment.run(fail)).rejects.toThrow('no');
  await pause(LONG_MS);
  expect(signs()).toBe(0);
});
