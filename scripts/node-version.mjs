/** The Node.js versions that Mendwork runs on, in words; the same as `engines` in package.json. */
export const SUPPORTED = '20 (from 20.19), 22 (from 22.12), or 24 and newer';

/**
 * @param {string} version like `20.19.0`
 * @returns {boolean} whether Mendwork runs on that version of Node.js
 */
export function isSupported(version) {
  const numbers = version.split('.').map(Number);
  const major = numbers[0];
  const minor = numbers[1];
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
}
