import type { Tell } from '../../activities/messaging';

/** Hands nothing over: whatever is stored is left for `deliver`, which a test calls itself. */
export const leaveAll: Tell = async ({ keys }) => ({ left: [...keys], deferred: [] });
