/** Injection token: where browsers reach us, an origin with the host's prefix, without a slash at the end. */
export const PUBLIC_ADDRESS = Symbol('mendwork.public-address');

/** Injection token: whether browsers reach us over https, which the cookies' `__Host-` prefix needs. */
export const SECURE_COOKIES = Symbol('mendwork.secure-cookies');
