import type { SchoolStage } from '#domain';

/** What a county knows of itself, already checked: as `readCountyFolder` of roster-files reads it. */
export interface CountyData {
  readonly organisations: readonly OrganisationData[];
  readonly pupils: readonly PupilData[];
  readonly householdMembers: readonly HouseholdMemberData[];
  readonly specialChildren: readonly SpecialChildData[];
}

export interface OrganisationData {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  /** Null for the root. */
  readonly parentCode: string | null;
  readonly schoolStage: SchoolStage | null;
  readonly ownership: string | null;
  readonly publicAccount: string | null;
  readonly officeName: string | null;
}

export interface PupilData {
  readonly rollNumber: string;
  readonly idNumber: string;
  readonly name: string;
  readonly sex: string;
  /** 'YYYY-MM-DD'. */
  readonly birthDate: string;
  readonly schoolCode: string;
  readonly schoolStage: SchoolStage;
  readonly grade: string;
  readonly className: string;
  readonly boarding: boolean;
}

export interface HouseholdMemberData {
  readonly householdNumber: string;
  readonly townshipCode: string;
  /** In the registry's own words. */
  readonly category: string;
  readonly idNumber: string;
  readonly name: string;
}

export interface SpecialChildData {
  readonly idNumber: string;
  readonly name: string;
  readonly category: string;
}
