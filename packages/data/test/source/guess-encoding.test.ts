import { randomStream } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PREFECTURES } from "../../src/index.ts";
import { guessEncoding } from "../../src/source/guess-encoding.ts";
import { encoded } from "../work/encoded.ts";

const guess = (texts: readonly string[], encoding: string) =>
  guessEncoding(texts.map((text) => encoded(text, encoding)));

/** Words as headers and cells have them. */
const WORDS = {
  gb18030: [
    ..."城市 年份 省份 地区 编号 名称 单位 人口 产值 比重 面积 行业 代码 日期 合计 备注 姓名 性别 年龄 学历".split(
      " ",
    ),
    ..."证券代码 会计期间 总资产 营业收入 净利润 资产负债率 股票简称 上市日期 研发投入 企业性质".split(" "),
    ..."第一产业增加值 城镇居民人均可支配收入 财政支出 固定资产投资 常住人口 万人 亿元 平方公里".split(" "),
    ..."试点 处理组 对照组 政策时间 碳排放强度 空气质量指数 绿色专利申请量 数字普惠金融指数".split(" "),
    ..."甲 乙 是 否 男 女 东 中 西 第1季度 2018年 表1 注：略 （续） ①".split(" "),
  ],
  big5: [
    ..."縣市 年份 鄉鎮 地區 編號 名稱 單位 人口數 戶數 面積 行業 代碼 日期 總計 備註 姓名 性別 年齡 學歷".split(
      " ",
    ),
    ..."臺北市 新北市 桃園市 臺中市 臺南市 高雄市 基隆市 新竹縣 苗栗縣 彰化縣 南投縣 雲林縣 嘉義縣 屏東縣 宜蘭縣 花蓮縣 臺東縣 澎湖縣 金門縣 連江縣".split(
      " ",
    ),
    ..."營業收入 每股盈餘 證券代號 公司簡稱 報酬率 所得稅 平均薪資 失業率 出生率 投票率".split(" "),
    ..."香港島 九龍 新界 觀塘區 灣仔區 油尖旺區 樓價指數 按揭貸款 學校類別".split(" "),
  ],
  shift_jis: [
    ..."都道府県 市区町村 年度 人口 世帯数 面積 県内総生産 完全失業率 有効求人倍率 出生数 番号 名称 単位".split(
      " ",
    ),
    ..."北海道 青森県 岩手県 宮城県 東京都 神奈川県 大阪府 京都府 兵庫県 愛媛県 福岡県 沖縄県 データ コード その他 あり なし".split(
      " ",
    ),
  ],
  "euc-kr": [
    ..."지역 연도 시도 시군구 인구 면적 단위 합계 비율 평균 소득 지출 코드 이름 번호 기준 전체".split(" "),
    ..."서울특별시 부산광역시 대구광역시 인천광역시 경기도 강원도 충청북도 전라남도 경상북도 제주특별자치도 고용률 실업률 사업체수".split(
      " ",
    ),
  ],
  "windows-1252": [
    ..."Côte d'Ivoire|São Tomé|Réunion|Curaçao|Åland|Österreich|España|Île-de-France|Bogotá|Zürich".split(
      "|",
    ),
    ..."région|département|année|taux de chômage|größe|jährlich|población|município|córrego|naïve|“quoted”|5 €|¹".split(
      "|",
    ),
  ],
} as const;
const some = (encoding: keyof typeof WORDS, least: number, most: number) =>
  fc.uniqueArray(fc.constantFrom(...WORDS[encoding]), { minLength: least, maxLength: most });

describe("the encoding of texts that are not UTF-8", () => {
  it("is GB18030 for any header of Chinese, however short", () => {
    fc.assert(
      fc.property(some("gb18030", 1, 6), (words) => {
        expect(guess(words, "gb18030").encoding).toBe("gb18030");
      }),
      { numRuns: 600 },
    );
  });

  it("is GB18030 for names of places, two or more, and no other seems as likely", () => {
    const names = fc.constantFrom(...PREFECTURES.map(({ name }) => name));
    fc.assert(
      fc.property(fc.uniqueArray(names, { minLength: 2, maxLength: 9 }), (places) => {
        expect(guess(places, "gb18030")).toEqual({ encoding: "gb18030", rival: null });
      }),
      { numRuns: 300 },
    );
  });

  it("is GB18030 for any characters of GB2312, as rare as they come in names of people", () => {
    const random = randomStream(11);
    const character = () => {
      // One in four is of the rarer part.
      const at = random.uniform() < 0.25 ? 55 * 94 + random.integer(17 * 94) : random.integer(39 * 94);
      return [0xb0 + Math.floor(at / 94), 0xa1 + (at % 94)];
    };
    for (let i = 0; i < 1000; i++) {
      const names = Array.from({ length: 1 + random.integer(8) }, () =>
        Uint8Array.from(Array.from({ length: 2 + random.integer(3) }, character).flat()),
      );
      expect(guessEncoding(names).encoding, `names ${i}`).toBe("gb18030");
    }
  });

  it("is GB18030 for Traditional Chinese in it, and for characters of four bytes", () => {
    fc.assert(
      fc.property(some("big5", 2, 6), (words) => {
        expect(guess(words, "gb18030").encoding).toBe("gb18030");
      }),
      { numRuns: 300 },
    );
    // 𠮷㐂, and རང་ of Tibetan, checked against iconv.
    const four = [0x95, 0x34, 0xb2, 0x35, 0x81, 0x39, 0xef, 0x31];
    const tibetan = [0x81, 0x32, 0xed, 0x31, 0x81, 0x32, 0xeb, 0x36];
    for (const bytes of [four, tibetan])
      expect(guessEncoding([Uint8Array.from(bytes)])).toEqual({ encoding: "gb18030", rival: null });
  });

  it.each(["big5", "shift_jis", "euc-kr", "windows-1252"] as const)(
    "is %s for enough words in it",
    (encoding) => {
      fc.assert(
        fc.property(some(encoding, 6, 12), (words) => {
          expect(guess(words, encoding)).toEqual({ encoding, rival: null });
        }),
        { numRuns: 150 },
      );
    },
  );

  it("stays GB18030 where a few characters fit another as well, and names it", () => {
    expect(guess(["기준"], "euc-kr")).toEqual({ encoding: "gb18030", rival: "euc-kr" });
    expect(guess(["市"], "big5")).toEqual({ encoding: "gb18030", rival: "big5" });
  });

  it("is UTF-8 where most texts are, and one is cut off in a character", () => {
    const texts = ["城市", "年份", "人均地区生产总值"].map((text) => Buffer.from(text));
    expect(guessEncoding([...texts, texts[2]!.subarray(0, 20)]).encoding).toBe("utf-8");
  });

  it("is none where nothing makes sense", () => {
    // Words of an even number of letters, each a character of GB18030.
    const greek = "Λάρισα Ηράκλειο Σέρρες Κοζάνη Καβάλα Κιλκίς Πύργος Κόρινθος Γιάννενα".split(" ");
    expect(guess(greek, "windows-1253")).toEqual({ encoding: null, rival: null });
    const russian = "Москва Омск Самара Казань Ростов Тюмень Иркутск Барнаул Томь Кемерово".split(" ");
    expect(
      guess(
        russian.filter((w) => w.length % 2 === 0),
        "windows-1251",
      ).encoding,
    ).toBe(null);
  });
});
