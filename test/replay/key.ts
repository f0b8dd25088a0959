/**
 * Key of the payload codec in the kept histories. They hold made-up people and nothing else, so that anybody may read
 * them; a key of an installation is never stored in a file.
 */
export const HISTORIES_KEY = `histories:${Buffer.alloc(32, 'full circle histories').toString('base64')}`;
