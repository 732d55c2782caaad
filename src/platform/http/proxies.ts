import { BlockList, isIPv6 } from 'node:net';

/** Where a proxy of the operator’s own stands: on this machine or in a network of theirs (RFC 1918, 3927, 4193, 4291). */
const NEAR = new BlockList();
NEAR.addSubnet('127.0.0.0', 8);
NEAR.addSubnet('10.0.0.0', 8);
NEAR.addSubnet('172.16.0.0', 12);
NEAR.addSubnet('192.168.0.0', 16);
NEAR.addSubnet('169.254.0.0', 16);
NEAR.addAddress('::1', 'ipv6');
NEAR.addSubnet('fc00::', 7, 'ipv6');
NEAR.addSubnet('fe80::', 10, 'ipv6');

/**
 * Whose word for where a request comes from is believed, as Fastify asks it from the near end: that of the first
 * `proxies`, where the nearest is near indeed. Whoever connects from the internet past the proxy is believed nothing,
 * and what stands in X-Forwarded-For before the proxies’ own entries anybody may have written.
 * @returns Fastify’s `trustProxy`: the address and its distance, 0 for the other end of the connection; `undefined` for
 *   a Unix socket
 */
export function believing(proxies: number): (address: string | undefined, hop: number) => boolean {
  return (address, hop) => hop < proxies && (hop > 0 || isNear(address));
}

function isNear(address: string | undefined): boolean {
  if (address === undefined) return true;
  const plain = address.replace(/%.*$/, '');
  return NEAR.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
