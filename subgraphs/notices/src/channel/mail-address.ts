const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** Whether a text is one plain mail address: no name, no list, nothing that could become another header. */
export const isMailAddress = (text: string): boolean => text.length <= 254 && ADDRESS.test(text);
