import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network that an IP address belongs to, as a subject to count by: `203.0.113.0/24`, `2001:db8:0:1::/64`. One
 * household or office has the whole of it, so changing the address within it gains nothing.
 * @param address as the socket names it; an IPv4 address in IPv6’s clothes counts as IPv4
 * @returns the address itself where it is no IP address (a Unix socket)
 */
export function networkOf(address: string): string {
  const plain = address.toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1] ?? plain;
  if (isIPv4(mapped)) return `${mapped.slice(0, mapped.lastIndexOf('.'))}.0/24`;
  if (!isIPv6(mapped)) return address;
  const [head = '', tail] = mapped.split('::');
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const missing = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return `${[...before, ...missing, ...after].slice(0, 4).join(':')}::/64`;
}

function groups(part: string): string[] {
  return part === '' ? [] : part.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
}
