/**
 * The second look at the row's own resident, where the name is still known: like the scan of the finished tables it
 * shares nothing with the masking, so that a mistake there is seen here.
 */

const IGNORED = /[\s\u00ad\u200b-\u200f\u2060\ufeff·•・‧._-]/g;
const NOT_A_NAME =
  /^(?:匿名|不详|未知|本人|户主|儿子|女儿|父亲|母亲|妻子|丈夫|配偶|家属|群众|村民|居民|业主|商户|其子|其女|某.*|.某某?|.?(?:先生|女士|同志))$/;
/** 张三等5人, and names that carry a label or a title: the bare name is not known for certain. */
const UNCERTAIN =
  /等|户主|村民|居民|群众|业主|商户|姓名|联系人|反映人|诉求人|来访人|书记|主任|队长|组长|会计|老师|医生|大夫|校长|院长|所长|局长|科长|镇长|乡长|村长|支书|委员|干部|代表|经理|老板|师傅|先生|女士|同志|大爷|大娘|大叔|大婶|大哥|大姐|叔叔|阿姨|奶奶|爷爷|老人|透露/;
const LONGEST = 100;

/** What a row says of its resident, as it was read. */
interface Resident {
  readonly reporter_name: string | null;
  readonly phone: string | null;
}

function certainNames(cell: string): string[] {
  if (cell.length > LONGEST || cell.includes('*')) return [];
  const words = cell.normalize('NFKC').match(/[\u4e00-\u9fff·•・‧.]+/g) ?? [];
  const joined = words.every((word) => word.length === 1) ? [words.join('')] : words;
  return joined
    .map((word) => word.replace(/[·•・‧.]/g, ''))
    .filter(
      (word) => word.length >= 2 && word.length <= 15 && !NOT_A_NAME.test(word) && !UNCERTAIN.test(word),
    );
}

/** True where the text holds the resident's name, or a number of theirs of seven or eight digits, as they were read. */
export function repeatsResident(text: string, { reporter_name: name, phone }: Resident): boolean {
  if (name !== null && mayRepeat(text, name)) {
    const compact = text.normalize('NFKC').replace(IGNORED, '');
    if (certainNames(name).some((each) => compact.includes(each))) return true;
  }
  if (phone === null || phone.length === 11) return false;
  const joined = text.normalize('NFKC').replace(/(?<=\d)[\s.-](?=\d)/g, '');
  return phone.split('、').some((each) => {
    const local = /(?:^|-)(\d{7,8})$/.exec(each)?.[1];
    return local !== undefined && new RegExp(`(?<!\\d)${local}(?!\\d)`).test(joined);
  });
}

/** A quick look: the usual text has not both characters that the usual name begins with. */
function mayRepeat(text: string, name: string): boolean {
  if (!/^[\u4e00-\u9fff]{2,4}$/.test(name)) return true;
  return (text.includes(name[0]!) && text.includes(name[1]!)) || /[\u2e80-\u2fff\uf900-\ufaff]/.test(text);
}

/** True where a cell that names a place is nothing but the resident's name; 张三庄 may be a village. */
export function isResident(place: string, { reporter_name: name }: Resident): boolean {
  if (name === null) return false;
  const compact = place.normalize('NFKC').replace(IGNORED, '');
  return certainNames(name).includes(compact);
}
