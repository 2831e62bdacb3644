import { lazy as loaded } from 'react';
import { loadRest } from '.';

/** React's `lazy` for what is not on the first page: it shows when its script and its texts are both there. */
export const lazy: typeof loaded = (load) => loaded(async () => (await Promise.all([load(), loadRest()]))[0]);
