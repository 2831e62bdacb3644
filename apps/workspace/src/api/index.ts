import { ApiClient, type Exclusive } from './client';
import { keepInTab, Session } from './session';

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('foodflow.session');

const acrossTabs: Exclusive = (work) =>
  // Web Locks exist in secure contexts only; without them each tab renews for itself.
  'locks' in navigator ? navigator.locks.request('foodflow.renew', work) : work();

/** The one client of this page. */
export const api = new ApiClient(new Session(keepInTab, channel), (input, init) => fetch(input, init), acrossTabs);
