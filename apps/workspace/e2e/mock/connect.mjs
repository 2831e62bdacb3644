// What the mock says of applications that sign people in here. The request's id decides what it is like:
//   agree  asks for consent      again  wants a sign-in after the first look      go  was agreed to before
//   other  means another user    anything else  is gone
const asks = ['openid', 'profile', 'email', 'foodflow', 'offline_access', 'claim:roles'];
const looks = new Map();

/** Status and body for a path under /oidc/; `number` counts sign-ins, 0 for nobody. */
export function connect(path, method, number, body) {
  const [, id, decision] = /^\/oidc\/alpenhof\/requests\/([\w-]+)(\/decision)?$/.exec(path) ?? [];
  if (!['agree', 'again', 'go', 'other'].includes(id)) return [404, { title: 'Not found', detail: 'this request was answered or has run out; begin again at the application' }];
  if (decision && method === 'POST') {
    if (number === 0) return [401, { title: 'Sign in first', detail: 'send a bearer token' }];
    return [200, { continue: `/mock/application?${JSON.parse(body).allow ? 'code=1' : 'error=access_denied'}` }];
  }
  if (id === 'again' && !looks.has(id)) looks.set(id, number);
  const stale = id === 'again' && number <= looks.get(id);
  return [200, {
    application: 'Silo Portal', tenant: { slug: 'alpenhof', name: 'Alpenhof Group' }, asks,
    ...(id === 'other' && { login_hint: 'chef@alpenhof.example' }),
    next: number === 0 || stale ? 'sign_in' : id === 'other' ? 'another_user' : id === 'go' ? 'go' : 'agree',
  }];
}
