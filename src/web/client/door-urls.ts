import type { Shell } from './model.js';

type Base = Pick<Shell, 'basePath'>;

/** Addresses of the way in that pages post to, under the client's pages. */
export const doorUrls = {
  /** Where a link is asked for. It names the practice, since nobody is known yet. */
  signIn: ({ basePath }: Base, practiceId: string): string => `${basePath}/me/p/${practiceId}`,
  code: ({ basePath }: Base, practiceId: string): string => `${basePath}/me/p/${practiceId}/code`,
  /** A device of the clinic’s between two clients. */
  tablet: ({ basePath }: Base, practiceId: string): string => `${basePath}/me/tablet/${practiceId}`,
  /** Where members sign in. */
  console: ({ basePath }: Base, practiceId: string): string => `${basePath}/console/p/${practiceId}`,
  unlock: ({ basePath }: Base): string => `${basePath}/me/unlock`,
  logIn: ({ basePath }: Base): string => `${basePath}/me/log-in`,
  pin: ({ basePath }: Base): string => `${basePath}/me/log-in/pin`,
  removePin: ({ basePath }: Base): string => `${basePath}/me/log-in/pin/remove`,
  removePasskey: ({ basePath }: Base, id: string): string => `${basePath}/me/log-in/passkeys/${id}/remove`,
  endDevice: ({ basePath }: Base, id: string): string => `${basePath}/me/log-in/devices/${id}/end`,
};
