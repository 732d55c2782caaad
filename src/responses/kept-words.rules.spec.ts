import { describe, expect, test } from '@jest/globals';
import type { Answers } from '../core/worksheet/answers.js';
import { readWorksheets, shippedFolder } from '../catalogue/shipped.js';
import { DEVICE_WORKSHEETS, type DeviceAnswers, saysDeviceIsOwn } from './kept-words.rules.js';

const start = (device: string, seen?: string): Answers => ({
  'online.device': { value: device },
  ...(seen !== undefined && { 'contact.seen': { value: seen } }),
});
const watched = (value: string): Answers => ({ 'ps.watch': { value } });
const skipped = (...items: readonly string[]): Answers =>
  Object.fromEntries(items.map((item) => [item, { skipped: true }]));

describe('the device is the client’s own', () => {
  test.each([
    ['when they say so', { 'start-here': [start('yes')] }],
    ['when nobody else sees it', { 'start-here': [start('yes', 'no')] }],
    ['when who sees it was skipped', { 'start-here': [{ ...start('yes'), ...skipped('contact.seen') }] }],
    ['when nobody checks on them', { 'start-here': [start('yes')], 'private-checkin': [watched('never')] }],
    [
      'when nobody checks on them any more',
      { 'start-here': [start('yes')], 'private-checkin': [watched('never'), watched('often')] },
    ],
    [
      'when it was shared before',
      { 'start-here': [start('yes', 'no'), start('no_i_share_one', 'not_sure')] },
    ],
  ])('%s', (_when, said) => {
    expect(saysDeviceIsOwn(said)).toBe(true);
  });

  test.each([
    ['when nothing was handed in', {}],
    ['when it was not answered', { 'start-here': [{}] }],
    ['when it was skipped', { 'start-here': [skipped('online.device')] }],
    ['when it was skipped the last time', { 'start-here': [skipped('online.device'), start('yes')] }],
    ['when they share one', { 'start-here': [start('no_i_share_one')] }],
    ['when they are not sure', { 'start-here': [start('not_sure')] }],
    ['when somebody sees it', { 'start-here': [start('yes', 'yes_and_that_is_fine_with_me')] }],
    ['when they want more privacy', { 'start-here': [start('yes', 'yes_and_i_want_more_privacy')] }],
    ['when somebody may see it', { 'start-here': [start('yes', 'not_sure')] }],
    [
      'when somebody saw it, and that was not asked again',
      { 'start-here': [start('yes'), start('yes', 'not_sure')] },
    ],
    [
      'when a partner checks on them',
      { 'start-here': [start('yes', 'no')], 'private-checkin': [watched('rarely')] },
    ],
    [
      'when a partner checked on them, and it was skipped later',
      {
        'start-here': [start('yes', 'no')],
        'private-checkin': [{}, skipped('ps.watch'), watched('often'), watched('never')],
      },
    ],
    ['when the answer is no choice of ours', { 'start-here': [{ 'online.device': { rows: [] } }] }],
  ])('is not, %s', (_when, said) => {
    expect(saysDeviceIsOwn(said as DeviceAnswers)).toBe(false);
  });
});

test('the worksheets that ship ask what the rule reads', () => {
  const { worksheets } = readWorksheets(shippedFolder());
  const values = (worksheet: string, id: string): readonly string[] => {
    const found = worksheets
      .find((one) => one.worksheet.id === worksheet)
      ?.worksheet.sections.flatMap(({ items }) => items)
      .find((item) => item.id === id);
    return found && 'options' in found ? found.options.map(({ value }) => value) : [];
  };
  const [startHere, checkin] = DEVICE_WORKSHEETS;
  expect(values(startHere, 'online.device')).toEqual(['yes', 'no_i_share_one', 'not_sure']);
  expect(values(startHere, 'contact.seen')).toContain('no');
  expect(values(checkin, 'ps.watch')).toContain('never');
});
