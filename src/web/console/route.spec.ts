import { expect, test } from '@jest/globals';
import { routeOf } from './route.js';

const A = '019ad000-0000-7000-8000-00000000000a';
const B = '019ad000-0000-7000-8000-00000000000b';

test.each([
  ['/console', { kind: 'place', place: 'clients' }],
  ['/console/', { kind: 'place', place: 'clients' }],
  ['/console/account', { kind: 'place', place: 'account' }],
  ['/console/tokens', { kind: 'place', place: 'tokens' }],
  [`/console/p/${A}`, { kind: 'sign_in', practiceId: A }],
  [`/console/p/${A.toUpperCase()}/`, { kind: 'sign_in', practiceId: A }],
  [`/console/invitation/${A}/${B}`, { kind: 'invitation', practiceId: A, invitationId: B }],
  ['/console/p/of-no-practice', { kind: 'unknown' }],
  [`/console/p/${A}/more`, { kind: 'unknown' }],
  ['/console/else', { kind: 'unknown' }],
])('%s leads to %j', (path, route) => {
  expect(routeOf(path)).toEqual(route);
});
