import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ROLES, type Role } from '../access/index.js';
import { maskName } from './mask-name.js';
import { type NoticeSource, noticeEntry } from './notice.js';
import { availableObjectionCommands, OBJECTION_STATES } from './objection.js';
import { noticeSettingsFault } from './settings.js';

describe('a row of the public notice', () => {
  it('says name, school, grade, class and public title, whatever else is known of the child', () => {
    const known = {
      name: '沈成娥',
      schoolName: '寨坪中心幼儿园',
      grade: '中班',
      className: '1班',
      publicTitle: '学前教育资助',
      idNumber: '990788202109120686',
      birthDate: '2021-09-12',
      householdType: '建档立卡户',
      card: '9999997732054367864',
      phone: '19909079125',
      title: '学前教育贫困家庭幼儿资助',
    };
    expect(noticeEntry(known, 'r')).toEqual({
      name: '沈成娥',
      school: '寨坪中心幼儿园',
      grade: '中班',
      class: '1班',
      programme: '学前教育资助',
      row: 'r',
    });
  });

  it('lets nothing else through, whatever a source may hold one day', () => {
    const secret = fc.string({ minLength: 6 }).map((text) => `秘${text}`);
    const known = fc.record({
      name: fc.constant('沈成娥'),
      schoolName: fc.constant('寨坪中心幼儿园'),
      grade: fc.constant('中班'),
      className: fc.constant('1班'),
      publicTitle: fc.constant('学前教育资助'),
    });
    fc.assert(
      fc.property(known, fc.dictionary(fc.string({ minLength: 1 }), secret), fc.boolean(), (source, more, masks) => {
        const entry = noticeEntry({ ...more, ...source } as NoticeSource, 'r', masks);
        expect(Object.keys(entry)).toEqual(['name', 'school', 'grade', 'class', 'programme', 'row']);
        expect(JSON.stringify(entry)).not.toContain('秘');
      }),
    );
  });

  it.each([
    ['沈成娥', '沈*娥'],
    ['李四', '李*'],
    ['𠮷䶮', '𠮷*'],
    ['阿依古丽·买买提', '阿******提'],
    ['欧阳', '欧*'],
    ['王', '王'],
  ])('shows %s as %s where the county masks names', (name, masked) => {
    expect(maskName(name)).toBe(masked);
    const source = { name, schoolName: '', grade: '', className: '', publicTitle: '' };
    expect(noticeEntry(source, 'r', true).name).toBe(masked);
  });

  it('masked, gives away no more than two characters, and how many there are', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'沈成娥𠮷䶮阿依·'), { minLength: 2, maxLength: 30 }), (characters) => {
        const masked = [...maskName(characters.join(''))];
        expect(masked).toHaveLength(characters.length);
        expect(masked.filter((char) => char !== '*').length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('an objection', () => {
  it.each(OBJECTION_STATES)(
    'that is %s is dealt with by the office that hears it, never by another or the school',
    (state) => {
      const seated = (role: Role, office: string) => ({ person: 'p', onBehalfOf: null, seat: { office, role } });
      for (const role of ROLES) {
        const own = availableObjectionCommands(state, '99010101', seated(role, '99010101'));
        const hears = role === 'reviewer' || role === 'approver';
        expect(own.length > 0).toBe(hears && (state === 'received' || state === 'confirmed'));
        expect(availableObjectionCommands(state, '99010101', seated(role, '99010101002'))).toEqual([]);
      }
    },
  );
});

describe('what an office sets for its notices', () => {
  const by = (role: Role, office = '990101') => ({ person: 'p', onBehalfOf: null, seat: { office, role } });
  const settings = { supervisionTelephone: '0851-6612345', masksNames: false };

  it.each(ROLES)('is for supervisors and administrators, not for its %s otherwise', (role) => {
    const fault = noticeSettingsFault(settings, 'county', by(role));
    expect(fault === null).toBe(role === 'supervisor' || role === 'administrator');
  });

  it('is masking names only for a county, and nothing for a school', () => {
    expect(noticeSettingsFault({ ...settings, masksNames: true }, 'county', by('supervisor'))).toBeNull();
    expect(noticeSettingsFault({ ...settings, masksNames: true }, 'township', by('supervisor'))?.code).toBe(
      'ACCESS.WRONG_LEVEL',
    );
    expect(noticeSettingsFault(settings, 'school', by('supervisor'))?.code).toBe('ACCESS.WRONG_LEVEL');
  });

  it.each(['', '电话', '12', '<b>12345</b>', '0'.repeat(60)])('is no telephone: %j', (supervisionTelephone) => {
    expect(noticeSettingsFault({ ...settings, supervisionTelephone }, 'county', by('supervisor'))?.code).toBe(
      'COMMAND.INVALID',
    );
  });
});
