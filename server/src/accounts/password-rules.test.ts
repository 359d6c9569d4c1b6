import { describe, expect, test } from 'vitest';
import { weakness } from './password-rules.ts';

const person = { login: 'zhaoliu', name: '赵六' };

describe('passwords', () => {
  test.each([
    ['青山绿水-2026-共治'],
    ['correct horse battery'],
    ['松林里的路牌 17 号'],
    ['k8#Vw2!qZx9p'],
    ['七月的雨落在田里了'.concat('。')],
  ])('%s is taken', (password) => {
    expect(weakness(password, person)).toBeUndefined();
  });

  test.each([
    ['九个字符的密码啊吧', '至少 10 个字符，现在是 9 个'],
    ['a'.repeat(129), '最多 128 个字符'],
    ['zhaoliu-2026-jia', '不能包含用户名或姓名'],
    ['我是赵六我怕谁呀哈哈', '不能包含用户名或姓名'],
    ['13812345678', '不能全是数字'],
    ['19900101199002', '不能全是数字'],
    ['abcabcabcabc', '不能是重复或连续的字符'],
    ['aaaaaaaaaaaa', '不能是重复或连续的字符'],
    ['abcdefghijkl', '不能是重复或连续的字符'],
    ['qwertyuiop', '不能是重复或连续的字符'],
    ['poiuytrewq', '不能是重复或连续的字符'],
    ['1qaz2wsx3edc', '不能是重复或连续的字符'],
    ['abcdef123456', '不能是重复或连续的字符'],
    ['woaini1314520', '这是常见密码'],
    ['Huanbao@2026', '这是常见密码'],
    ['P@ssw0rd2026!', '这是常见密码'],
    ['Admin_123456', '这是常见密码'],
    ['shengtaiju2026', '这是常见密码'],
    ['双随机2026!!!!', '这是常见密码'],
    ['ＡＤＭＩＮ１２３４５６', '这是常见密码'],
  ])('%s is refused: %s', (password, why) => {
    expect(weakness(password, person)).toContain(why);
  });

  test('length counts characters, not code units: rare characters count once', () => {
    expect(weakness('𫖯𫖯𫖯𫖯𫖯龙行天下', person)).toContain('现在是 9 个');
  });
});
