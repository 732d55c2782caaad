/** The worksheet whose answers tell of a family. */
export const FAMILY_WORKSHEET = 'family-history';

/** The group of that worksheet whose rows are the people. */
export const PEOPLE_GROUP = 'members';
