export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A file to keep, under a name that may be Chinese (RFC 6266). */
export const attachment = (type: string, name: string) => ({
  type,
  disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
});
