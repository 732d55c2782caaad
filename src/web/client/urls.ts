import type { Shell } from './model.js';

/** Addresses of the client's pages. They name no worksheet and no question: only an id and a number. */
export const urls = {
  home: ({ basePath }: Shell): string => `${basePath}/me`,
  /** Where "Leave now" leads: out to a plain page, or to the clinic’s own where the device is the clinic’s. */
  exit: ({ basePath, exitUrl, place, practiceId }: Shell): string =>
    place === 'office' ? `${basePath}/me/tablet/${practiceId}` : exitUrl,
  leave: ({ basePath }: Shell): string => `${basePath}/me/leave`,
  enter: ({ basePath }: Shell): string => `${basePath}/auth/client/enter`,
  graphql: ({ basePath }: Shell): string => `${basePath}/graphql`,
  sheet: ({ basePath }: Shell, id: string): string => `${basePath}/me/w/${id}`,
  /** Part 0 is the cover. */
  part: ({ basePath }: Shell, id: string, part: number): string => `${basePath}/me/w/${id}?part=${part}`,
  keep: ({ basePath }: Shell, id: string): string => `${basePath}/me/w/${id}/keep`,
  review: ({ basePath }: Shell, id: string): string => `${basePath}/me/w/${id}/review`,
  submit: ({ basePath }: Shell, id: string): string => `${basePath}/me/w/${id}/submit`,
  answers: ({ basePath }: Shell, id: string): string => `${basePath}/me/w/${id}/answers`,
  copy: ({ basePath }: Shell, id: string): string => `${basePath}/me/w/${id}/copy`,
  done: ({ basePath }: Shell, id: string): string => `${basePath}/me/w/${id}/done`,
};
