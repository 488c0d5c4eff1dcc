"""Chinese words that are read otherwise than their characters one by one.

Written by scripts/word_readings.py from the dictionary of pypinyin, Copyright (c) 2016 mozillazg,
闲耘, MIT License (NOTICE). One line for each word: the word, its syllables without tones.
"""

WORDS = """\
一丘之貉 yi qiu zhi he
一了 yi liao
一了百了 yi liao bai liao
一了百当 yi liao bai dang
一似 yi si
一佛出世 yi fo chu shi
一刹那 yi cha na
一口两匙 yi kou liang chi
一叶扁舟 yi ye pian zhou
一夕一朝 yi xi yi zhao
一字长城 yi zi chang cheng
一字长蛇阵 yi zi chang she zhen
一宿 yi xiu
一弹指顷 yi tan zhi qing
一扎 yi za
一技之长 yi ji zhi chang
一报还一报 yi bao huan yi bao
一撮 yi zuo
一无所长 yi wu suo chang
一无长物 yi wu chang wu
一日三省 yi ri san xing
一日之长 yi ri zhi chang
一暴十寒 yi pu shi han
一朝 yi zhao
一朝一夕 yi zhao yi xi
一朝之忿 yi zhao zhi fen
一朝之患 yi zhao zhi huan
一朝千里 yi zhao qian li
一模一样 yi mu yi yang
一步步地 yi bu bu de
一死了之 yi si liao zhi
一物降一物 yi wu xiang yi wu
一百二十行 yi bai er shi hang
一目了然 yi mu liao ran
一目五行 yi mu wu hang
一目十行 yi mu shi hang
一目数行 yi mu shu hang
一笑了之 yi xiao liao zhi
一见了然 yi jian liao ran
一觉 yi jiao
一言中的 yi yan zhong di
一语中的 yi yu zhong di
一语破的 yi yu po di
一走了之 yi zou liao zhi
一还一报 yi huan yi bao
一邱之貉 yi qiu zhi he
一重一掩 yi chong yi yan
一针见血 yi zhen jian xie
一长一短 yi chang yi duan
一长两短 yi chang liang duan
一长串 yi chang chuan
一长二短 yi chang er duan
一长半短 yi chang ban duan
一鞭先著 yi bian xian zhuo
一驮粮 yi duo liang
七十二行 qi shi er hang
七行俱下 qi hang ju xia
七返还丹 qi fan huan dan
七长八短 qi chang ba duan
万俟 mo qi
万古长存 wan gu chang cun
万古长春 wan gu chang chun
万古长青 wan gu chang qing
万头攒动 wan tou cuan dong
万家生佛 wan jia sheng fo
万箭攒心 wan jian cuan xin
万里长城 wan li chang cheng
万里长征 wan li chang zheng
三不拗六 san bu niu liu
三十六行 san shi liu hang
三句不离本行 san ju bu li ben hang
三句话不离本行 san ju hua bu li ben hang
三天两宿 san tian liang xiu
三百六十行 san bai liu shi hang
三省吾身 san xing wu shen
三臡八菹 san ni ba zu
三藏 san zang
三重 san chong
三重唱 san chong chang
三长两短 san chang liang duan
三长四短 san chang si duan
上行 shang hang
下不了台 xia bu liao tai
下乘 xia sheng
下调 xia tiao
不了 bu liao
不了不当 bu liao bu dang
不了了之 bu liao liao zhi
不了而了 bu liao er liao
不亦说乎 bu yi yue hu
不到长城非好汉 bu dao chang cheng fei hao han
不可揆度 bu ke kui duo
不可究诘 bu ke jiu jie
不念僧面念佛面 bu nian seng mian nian fo mian
不战而降 bu zhan er xiang
不犯着 bu fan zhao
不甚了了 bu shen liao liao
不相称 bu xiang chen
不省人事 bu xing ren shi
不看僧面看佛面 bu kan seng mian kan fo mian
不着疼热 bu zhuo teng re
不着边际 bu zhuo bian ji
不粘锅 bu nian guo
不胜杯杓 bu sheng bei shao
不胜桮杓 bu sheng bei shao
不见经传 bu jian jing zhuan
不辟斧钺 bu bi fu yue
不遗寸长 bu yi cun chang
与世长辞 yu shi chang ci
丑角 chou jue
专业银行 zhuan ye yin hang
专差 zhuan chai
专长 zhuan chang
东量西折 dong liang xi she
东阿 dong e
东飘西泊 dong piao xi bo
丢三落四 diu san la si
丢下耙儿弄扫帚 diu xia pa er nong sao zhou
丢卒保车 diu zu bao ju
两肋插刀 liang lei cha dao
两重天 liang chong tian
严肃音乐 yan su yin yue
中国农业银行 zhong guo nong ye yin hang
中牟 zhong mu
中行 zhong hang
中都 zhong du
中长 zhong chang
中长期 zhong chang qi
中长跑 zhong chang pao
丰草长林 feng cao chang lin
临了 lin liao
临崖勒马 lin ya le ma
临时抱佛脚 lin shi bao fo jiao
临深履薄 lin shen lv bo
丹参 dan shen
为之语塞 wei zhi yu se
主角 zhu jue
丽都 li du
久别重逢 jiu bie chong feng
久安长治 jiu an chang zhi
久长 jiu chang
义薄云天 yi bo yun tian
乍暖还寒 zha nuan huan han
乐亭 lao ting
乐亭县 lao ting xian
乐器 yue qi
乐团 yue tuan
乐坛 yue tan
乐官 yue guan
乐工 yue gong
乐师 yue shi
乐府 yue fu
乐府诗 yue fu shi
乐律 yue lv
乐感 yue gan
乐户 yue hu
乐手 yue shou
乐曲 yue qu
乐歌 yue ge
乐毅 yue yi
乐池 yue chi
乐清 yue qing
乐理 yue li
乐章 yue zhang
乐舞 yue wu
乐谱 yue pu
乐迷 yue mi
乐都 le du
乐队 yue dui
乐音 yue yin
乘舆 sheng yu
乘间伺隙 cheng jian si xi
乜斜缠帐 nie xie chan zhang
九垓八埏 jiu gai ba yan
九行八业 jiu hang ba ye
九重 jiu chong
九重关 jiu chong guan
九重城 jiu chong cheng
九重墙 jiu chong qiang
九重天 jiu chong tian
九重宫 jiu chong gong
九重泉 jiu chong quan
九重锁 jiu chong suo
九重闺 jiu chong gui
九重阁 jiu chong ge
九重霄 jiu chong xiao
乞降 qi xiang
乡长 xiang chang
书归正传 shu gui zheng zhuan
买椟还珠 mai du huan zhu
乱弹 luan tan
乱弹琴 luan tan qin
乱箭攒心 luan jian cuan xin
乳臭 ru xiu
乳臭未干 ru xiu wei gan
了不可见 liao bu ke jian
了不得 liao bu de
了不起 liao bu qi
了不长进 liao bu zhang jin
了了 liao liao
了了可见 liao liao ke jian
了事 liao shi
了却 liao que
了如指掌 liao ru zhi zhang
了局 liao ju
了当 liao dang
了得 liao de
了悟 liao wu
了断 liao duan
了无 liao wu
了无惧色 liao wu ju se
了望台 liao wang tai
了然 liao ran
了然于胸 liao ran yu xiong
了然无闻 liao ran wu wen
了结 liao jie
了若指掌 liao ruo zhi zhang
了解 liao jie
了账 liao zhang
了身脱命 liao shen tuo ming
了身达命 liao shen da ming
争短论长 zheng duan lun chang
争长竞短 zheng chang jing duan
争长论短 zheng chang lun duan
二万五千里长征 er wan wu qian li chang zheng
二十八宿 er shi ba xiu
二重 er chong
二重唱 er chong chang
二重奏 er chong zou
二重性 er chong xing
二重根 er chong gen
于思 yu sai
云朝雨暮 yun zhao yu mu
云窗雾槛 yun chuang wu jian
五藏六府 wu zang liu fu
五行八作 wu hang ba zuo
五行并下 wu hang bing xia
五言长城 wu yan chang cheng
五金行 wu jin hang
交响乐 jiao xiang yue
交差 jiao chai
交恶 jiao wu
交行 jiao hang
交还 jiao huan
交通梗塞 jiao tong geng se
京都 jing du
亲家 qing jia
亲家公 qing jia gong
亲家母 qing jia mu
人事不省 ren shi bu xing
人参 ren shen
人参果 ren shen guo
人模狗样 ren mu gou yang
人生如朝露 ren sheng ru zhao lu
人生自古谁无死 ren sheng zi gu shei wu si
人给家足 ren ji jia zu
人足家给 ren zu jia ji
人轧人 ren ga ren
什件儿 shi jian er
什伍东西 shi wu dong xi
什围伍攻 shi wei wu gong
什物 shi wu
什袭以藏 shi xi yi cang
什袭珍藏 shi xi zhen cang
什袭而藏 shi xi er cang
什锦 shi jin
仇姓 qiu xing
今朝 jin zhao
今朝有酒今朝醉 jin zhao you jiu jin zhao zui
从长商议 cong chang shang yi
从长计议 cong chang ji yi
从长计较 cong chang ji jiao
仓卒 cang cu
仓卒主人 cang cu zhu ren
仓卒之际 cang cu zhi ji
仔密 zi mi
仔猪 zi zhu
仔畜 zi chu
仔细 zi xi
仔肩 zi jian
仔鱼 zi yu
仔鸡 zi ji
以不济可 yi fou ji ke
以升量石 yi sheng liang dan
以夜继朝 yi ye ji zhao
以大恶细 yi da wu xi
以宫笑角 yi gong xiao jue
以己度人 yi ji duo ren
以微知着 yi wei zhi zhuo
以牙还牙 yi ya huan ya
以珠弹雀 yi zhu tan que
以眼还眼 yi yan huan yan
以规为瑱 yi gui wei tian
以还 yi huan
以郄视文 yi xi shi wen
仰事俯畜 yang shi fu xu
仰屋着书 yang wu zhuo shu
仰给 yang ji
仿徨失措 pang huang shi cuo
伎俩 ji liang
伏而咶天 fu er shi tian
伏虎降龙 fu hu xiang long
众口难调 zhong kou nan tiao
众好众恶 zhong hao zhong wu
众星攒月 zhong xing cuan yue
众毛攒裘 zhong mao cuan qiu
众矢之的 zhong shi zhi di
会计 kuai ji
会计制度 kuai ji zhi du
会计师 kuai ji shi
伛偻 yu lv
传柄移藉 chuan bing yi jie
传略 zhuan lve
传神阿堵 chuan shen e du
传记 zhuan ji
传记片 zhuan ji pian
伸长 shen chang
伺弄 si nong
伺机 si ji
伺瑕导蠙 si xia dao pin
伺瑕导隙 si xia dao xi
伺瑕抵蠙 si xia di pin
伺瑕抵隙 si xia di xi
伺隙 si xi
似乎 si hu
似懂非懂 si dong fei dong
似是而非 si shi er fei
似曾 si ceng
似曾相识 si ceng xiang shi
似有如无 si you ru wu
似水如鱼 si shui ru yu
似水流年 si shui liu nian
似漆如胶 si qi ru jiao
似笑非笑 si xiao fei xiao
似箭在弦 si jian zai xian
似醉如痴 si zui ru chi
似非而是 si fei er shi
伽利略 jia li lve
伽蓝 qie lan
住一宿 zhu yi xiu
何其相似乃尔 he qi xiang si nai er
何曾 he zeng
余勇可贾 yu yong ke gu
佛事 fo shi
佛会 fo hui
佛像 fo xiang
佛光 fo guang
佛光寺 fo guang si
佛典 fo dian
佛口蛇心 fo kou she xin
佛号 fo hao
佛堂 fo tang
佛塔 fo ta
佛头加秽 fo tou jia hui
佛头着粪 fo tou zhuo fen
佛头著粪 fo tou zhuo fen
佛学 fo xue
佛家 fo jia
佛寺 fo si
佛山 fo shan
佛山市 fo shan shi
佛心蛇口 fo xin she kou
佛性 fo xing
佛性禅心 fo xing chan xin
佛手 fo shou
佛手柑 fo shou gan
佛教 fo jiao
佛教徒 fo jiao tu
佛殿 fo dian
佛法 fo fa
佛爷 fo ye
佛牙 fo ya
佛珠 fo zhu
佛甲草 fo jia cao
佛眼佛心 fo yan fo xin
佛眼相看 fo yan xiang kan
佛祖 fo zu
佛系 fo xi
佛经 fo jing
佛罗伦萨 fo luo lun sa
佛门 fo men
佛门弟子 fo men di zi
佛陀 fo tuo
佛龛 fo kan
佳人薄命 jia ren bo ming
佹形僪状 gui xing yu zhuang
佻薄 tiao bo
使出浑身解数 shi chu hun shen xie shu
例行差事 li xing chai shi
侔色揣称 mou se chuai chen
供佛 gong fo
供给 gong ji
供给制 gong ji zhi
依丱附木 yi kuang fu mu
依阿取容 yi e qu rong
侧歪 zhai wai
侯门似海 hou men si hai
侯门深似海 hou men shen si hai
便了 bian liao
便佞 pian ning
便嬖 pian bi
便宜 pian yi
便宜货 pian yi huo
便溺 bian niao
便血 bian xie
俟河之清 si he zhi qing
信差 xin chai
修长 xiu chang
倒嚼 dao jiao
倒圈 dao juan
倒打一耙 dao da yi pa
倒持泰阿 dao chi tai e
倒裳索领 dao chang suo ling
倔头强脑 jue tou jiang nao
倔強 jue jiang
倔强 jue jiang
倔强倨傲 jue jiang ju ao
倘佯 chang yang
借尸还阳 jie shi huan yang
借尸还魂 jie shi huan hun
借花献佛 jie hua xian fo
倥侗 kong tong
倦鸟知还 juan niao zhi huan
债务重组 zhai wu chong zu
偏裨 pian pi
停泊 ting bo
偿还 chang huan
傀儡 kui lei
傍若无人 pang ruo wu ren
储蓄银行 chu xu yin hang
像模像样 xiang mu xiang yang
僬侥 jiao yao
儿女亲家 er nv qing jia
儿女情长 er nv qing chang
儿女成行 er nv cheng hang
充塞 chong se
先我着鞭 xian wo zhuo bian
先自隗始 xian zi wei shi
光栅 guang shan
光阴似箭 guang yin si jian
克什米尔 ke shi mi er
免不了 mian bu liao
免麻 wen ma
兔起鹘落 tu qi hu luo
党参 dang shen
入孝出弟 ru xiao chu ti
入行 ru hang
全军覆没 quan jun fu mo
八竿子打不着 ba gan zi da bu zhao
八行书 ba hang shu
公了 gong liao
公差 gong chai
公正不阿 gong zheng bu e
六安 lu an
兰若 lan re
关卡 guan qia
兴如嚼蜡 xing ru jiao la
兵差 bing chai
养精畜锐 yang jing xu rui
兼差 jian chai
内传 nei zhuan
内省 nei xing
内省不疚 nei xing bu jiu
内行 nei hang
冒顿 mo du
冗长 rong chang
军乐 jun yue
军乐团 jun yue tuan
军乐队 jun yue dui
农行 nong hang
冠状动脉阻塞 guan zhuang dong mai zu se
冠盖相属 guan gai xiang zhu
冥行擿埴 ming xing zhi zhi
冯河 ping he
冰解的破 bing jie di po
冲模 chong mu
冷颤 leng zhan
几曾 ji zeng
凤泊鸾漂 feng bo luan piao
凤泊鸾飘 feng bo luan piao
凤鸣朝阳 feng ming zhao yang
凫短鹤长 fu duan he chang
凭藉 ping jie
出乖露丑 chu guai lou chou
出头露面 chu tou lou mian
出差 chu chai
出没 chu mo
出没不常 chu mo bu chang
出没无常 chu mo wu chang
出落 chu la
出血 chu xie
击排冒没 ji pai mao mo
击石弹丝 ji shi tan si
凿坏以遁 zao pi yi dun
凿坏而遁 zao pi er dun
刀刀见血 dao dao jian xie
刀削 dao xiao
刀削面 dao xiao mian
刁钻刻薄 diao zuan ke bo
分星擘两 fen xing bo liang
分行 fen hang
切削 qie xiao
切瑳琢磨 qie cuo zhuo mo
切磋琢磨 qie cuo zhuo mo
列传 lie zhuan
刚劲 gang jing
刚正不阿 gang zheng bu e
刚直不阿 gang zhi bu e
刨冰 bao bing
刨刀 bao dao
刨子 bao zi
刨平 bao ping
刨床 bao chuang
刨木板 bao mu ban
刨花 bao hua
刨花板 bao hua ban
利口捷给 li kou jie ji
利爪 li zhua
别传 bie zhuan
别开蹊径 bie kai xi jing
别无长物 bie wu chang wu
刮削 gua xiao
刹时 cha shi
刹那 cha na
刻木为鹄 ke mu wei hu
刻章琢句 ke zhang zhuo ju
刻薄 ke bo
刻薄寡思 ke bo gua si
削球 xiao qiu
削皮 xiao pi
削铅笔 xiao qian bi
削面 xiao mian
剥剥 bao bao
剥取 bao qu
剥壳 bao ke
剥皮 bao pi
剥脱 bao tuo
剥花生 bao hua sheng
剥苹果 bao ping guo
剥除 bao chu
副行长 fu hang zhang
剿袭 chao xi
剿说 chao shuo
力能扛鼎 li neng gang ding
劝降 quan xiang
办差 ban chai
功薄蝉翼 gong bo chan yi
加勒比海 jia le bi hai
动如参商 dong ru shen shang
动弹 dong tan
劲兵 jing bing
劲吹 jing chui
劲射 jing she
劲敌 jing di
劲旅 jing lv
劲松 jing song
劲直 jing zhi
劲草 jing cao
劲风 jing feng
劲骨丰肌 jing gu feng ji
劳什子 lao shi zi
勒令 le ling
勒派 le pai
勒索 le suo
勒逼 le bi
勘校 kan jiao
勤朴 qin piao
勾勒 gou le
匀称 yun chen
包扎 bao za
北门管钥 bei men guan yue
北门锁钥 bei men suo yue
匙子 chi zi
匪伊朝夕 fei yi zhao xi
区域网路 qu yu wang luo
十四行诗 shi si hang shi
十夫桡椎 shi fu rao zhui
十夫楺椎 shi fu rou zhui
十指有长短 shi zhi you chang duan
十行俱下 shi hang ju xia
十里堡 shi li pu
十里长亭 shi li chang ting
千乘之国 qian sheng zhi guo
千了百了 qian liao bai liao
千了百当 qian liao bai dang
千磨百折 qian mo bai she
午觉 wu jiao
半宿 ban xiu
华达呢 hua da ni
协调 xie tiao
单于 chan yu
单姓 shan xing
单薄 dan bo
单鹄寡凫 dan hu gua fu
南乐 nan yue
南无 na mo
南贩北贾 nan fan bei gu
博采众长 bo cai zhong chang
博闻强识 bo wen qiang zhi
卜卦 bu gua
卜夜卜昼 bu ye bu zhou
卜居 bu ju
卜昼卜夜 bu zhou bu ye
卜筮 bu shi
卜辞 bu ci
卜骨 bu gu
占便宜 zhan pian yi
占卜 zhan bu
卡具 qia ju
卡壳 qia ke
卡子 qia zi
卡脖子 qia bo zi
卬首信眉 ang shou shen mei
危如朝露 wei ru zhao lu
危机重重 wei ji chong chong
危若朝露 wei ruo zhao lu
却老还童 que lao huan tong
卷土重来 juan tu chong lai
压蔓 ya wan
厌恶 yan wu
厚今薄古 hou jin bo gu
厚古薄今 hou gu bo jin
厚味腊毒 hou wei xi du
厚朴 hou po
厚此薄彼 hou ci bo bi
厚积薄发 hou ji bo fa
厚薄 hou bo
厦门 xia men
参伍错综 cen wu cuo zong
参商 shen shang
参商之虞 shen shang zhi yu
参回斗转 shen hui dou zhuan
参差 cen ci
参差不一 cen ci bu yi
参差不齐 cen ci bu qi
参差错落 cen ci cuo luo
参校 can jiao
参横斗转 shen heng dou zhuan
参茸 shen rong
参辰卯酉 shen chen mao you
参辰日月 shen chen ri yue
参错 cen cuo
又细又长 you xi you chang
双足重茧 shuang zu chong jian
双重 shuang chong
双重人格 shuang chong ren ge
双重国籍 shuang chong guo ji
反弹 fan tan
反扒 fan pa
反朴还淳 fan pu huan chun
反正还淳 fan zheng huan chun
反省 fan xing
反老还童 fan lao huan tong
反诘 fan jie
反躬自省 fan gong zi xing
发人深省 fa ren shen xing
发卡 fa qia
发嗲 fa dia
发疟子 fa yao zi
发短心长 fa duan xin chang
发还 fa huan
取给 qu ji
取长弃短 qu chang qi duan
取长补短 qu chang bu duan
受不了 shou bu liao
受降 shou xiang
变贪厉薄 bian tan li bo
叠矩重规 die ju chong gui
口似悬河 kou si xuan he
口尚乳臭 kou shang ru xiu
口角炎 kou jue yan
口轻舌薄 kou qing she bo
古典音乐 gu dian yin yue
古刹 gu cha
古朴 gu piao
古调不弹 gu diao bu tan
古调单弹 gu diao dan tan
古都 gu du
句读 ju dou
另辟蹊径 ling pi xi jing
叨光 tao guang
叨在知己 tao zai zhi ji
叨扰 tao rao
叨拢 tao long
叨陪 tao pei
叨陪末座 tao pei mo zuo
只争朝夕 zhi zheng zhao xi
可恶 ke wu
可曾 ke zeng
可的松 ke di song
史乘 shi sheng
叶韵 xie yun
叽里呱啦 ji li gua la
吁咈都俞 xu fu du yu
吁天呼地 yu tian hu di
吁求 yu qiu
吁请 yu qing
吃不了 chi bu liao
吃不了兜着走 chi bu liao dou zhe zou
吃着不尽 chi zhuo bu jin
吃里扒外 chi li pa wai
各取所长 ge qu suo chang
各有所长 ge you suo chang
各行各业 ge hang ge ye
合从连衡 he zong lian heng
合浦珠还 he pu zhu huan
合浦还珠 he pu huan zhu
吉凶未卜 ji xiong wei bu
吉卜赛 ji bu sai
同恶相助 tong wu xiang zhu
同恶相恤 tong wu xiang xu
同行 tong hang
名不见经传 ming bu jian jing zhuan
名刹 ming cha
名角 ming jue
后爪 hou zhua
吐蕃 tu bo
吐血 tu xie
吐谷浑 tu yu hun
吖啶 a ding
吞没 tun mo
吟哦 yin e
否去泰来 pi qu tai lai
否往泰来 pi wang tai lai
否极泰回 pi ji tai hui
否极泰来 pi ji tai lai
否极阳回 pi ji yang hui
否终则泰 pi zhong ze tai
否终复泰 pi zhong fu tai
含情脉脉 han qing mo mo
听差 ting chai
吱扭 zi niu
吴堡 wu bu
吸着 xi zhuo
吹叶嚼蕊 chui ye jiao rui
吹弹 chui tan
吹弹得破 chui tan de po
吹弹歌舞 chui tan ge wu
吹拉弹唱 chui la tan chang
吹竹弹丝 chui zhu tan si
吹花嚼蕊 chui hua jiao rui
呆似木鸡 dai si mu ji
告朔饩羊 gu shuo xi yang
告老还乡 gao lao huan xiang
告老还家 gao lao huan jia
呗唱 bai chang
呜呜咽咽 wu wu ye ye
呜咽 wu ye
呢喃 ni nan
呢喃细语 ni nan xi yu
呢子 ni zi
呢绒 ni rong
周长 zhou chang
呱呱叫 gua gua jiao
呱唧 gua ji
呱嗒 gua da
呱嗒板儿 gua da ban er
呲牙 zi ya
味同嚼蜡 wei tong jiao la
味如嚼蜡 wei ru jiao la
味如鸡肋 wei ru ji lei
呵佛骂祖 he fo ma zu
呵叻 ke le
呷醋节帅 xia cu jie shuai
呼不给吸 hu bu ji xi
呼吁 hu yu
呼吁书 hu yu shu
呼天吁地 hu tian yu di
命薄 ming bo
咋呼 zha hu
咋舌 ze she
和了 hu le
和弄 huo nong
和泥 huo ni
和稀泥 huo xi ni
和药 huo yao
和面 huo mian
和颜说色 he yan yue se
咔嚓 ka cha
咖喱 ga li
咬人狗儿不露齿 yao ren gou er bu lou chi
咬文嚼字 yao wen jiao zi
咬钉嚼铁 yao ding jiao tie
咯血 ka xie
咱家 za jia
咳咳 hai hai
咳声叹气 hai sheng tan qi
咳血 ke xie
哀的美敦书 ai di mei dun shu
品竹弹丝 pin zhu tan si
品竹调丝 pin zhu tiao si
哈什蚂 ha shi ma
哧哧地笑 chi chi de xiao
哨卡 shao qia
哪会儿 nei hui er
哪吒 ne zha
哺糟啜醨 bu zao chuo li
哽咽 geng ye
哽塞 geng se
唯邻是卜 wei lin shi bu
唱主角 chang zhu jue
啁啾 zhou jiu
商行 shang hang
商贾 shang gu
啛啛喳喳 cui cui cha cha
啜泣 chuo qi
啜英咀华 chuo ying ju hua
啜菽饮水 chuo shu yin shui
啜食吐哺 chuo shi tu bu
喀什 ka shi
喀嚓 ka cha
善善从长 shan shan cong chang
善善恶恶 shan shan wu e
善贾而沽 shan gu er gu
喉长气短 hou chang qi duan
喔喔 wo wo
喙长三尺 hui chang san chi
喟然长叹 kui ran chang tan
喷薄 pen bo
喷薄欲出 pen bo yu chu
嗒丧 ta sang
嗒然 ta ran
嗒然若丧 ta ran ruo sang
嘁哩喀喳 qi li ka cha
嘲哳 zhao zha
嘴快舌长 zui kuai she chang
器乐 qi yue
噱头 xue tou
噶厦 ga xia
嚼子 jiao zi
嚼穿龈血 jiao chuan yin xue
嚼腭搥床 jiao e chui chuang
嚼舌 jiao she
嚼舌头 jiao she tou
嚼舌根 jiao she gen
嚼铁咀金 jiao tie ju jin
嚼齿穿龈 jiao chi chuan yin
四不拗六 si bu niu liu
四重唱 si chong chang
四马攒蹄 si ma cuan ti
回弹 hui tan
回纥 hui he
回还 hui huan
囤积 tun ji
囤积居奇 tun ji ju qi
囤聚 tun ju
困觉 kun jiao
困难重重 kun nan chong chong
固着 gu zhuo
国乐 guo yue
国都 guo du
国际复兴开发银行 guo ji fu xing kai fa yin hang
图穷匕见 tu qiong bi xian
图穷匕首见 tu qiong bi shou xian
圈牢养物 juan lao yang wu
土堡 tu pu
圣经贤传 sheng jing xian zhuan
在行 zai hang
圩场 xu chang
地久天长 di jiu tian chang
地壳 di qiao
地壳运动 di qiao yun dong
地暴十寒 di pu shi han
地窨子 di yin zi
地藏 di zang
地藏寺 di zang si
坐不重席 zuo bu chong xi
坤角儿 kun jue er
坦率 tan shuai
垫圈 dian juan
埋三怨四 man san yuan si
埋天怨地 man tian yuan di
埋怨 man yuan
埋没 mai mo
埒才角妙 lie cai jue miao
堙没 yin mo
堡子 bu zi
堰塞湖 yan se hu
堵塞 du se
塔什干 ta shi gan
塞擦音 se ca yin
塞责 se ze
塞音 se yin
填塞 tian se
壅塞 yong se
声乐 sheng yue
复辟 fu bi
夏虫朝菌 xia chong zhao jun
夕惕朝乾 xi ti zhao qian
外传 wai zhuan
外行 wai hang
外行人 wai hang ren
外行话 wai hang hua
多咱 duo za
多普勒效应 duo pu le xiao ying
多言数穷 duo yan shuo qiong
多财善贾 duo cai shan gu
多钱善贾 duo qian shan gu
夜如何其 ye ru he ji
夜长梦多 ye chang meng duo
夜长梦短 ye chang meng duan
大不了 da bu liao
大伯子 da bai zi
大埔 da bu
大堡礁 da pu jiao
大处着墨 da chu zhuo mo
大处着眼 da chu zhuo yan
大换血 da huan xie
大排行 da pai hang
大模大样 da mu da yang
大气磅礴 da qi pang bo
大率 da shuai
大璞不完 tai pu bu wan
大缪不然 da miu bu ran
大腹便便 da fu pian pian
大藏 da zang
大藏经 da zang jing
大行大市 da hang da shi
大路椎轮 da lu zhui lun
大辂椎轮 da lu zhui lun
大都 da du
大都会 da du hui
大黄鱼 dai huang yu
天地长久 tian di chang jiu
天姥山 tian mu shan
天道好还 tian dao hao huan
天长地久 tian chang di jiu
天长地老 tian chang di lao
天长日久 tian chang ri jiu
太子参 tai zi shen
太行山 tai hang shan
太阿 tai e
太阿倒持 tai e dao chi
太阿在握 tai e zai wo
央行 yang hang
失着 shi zhao
失调 shi tiao
头上著头 tou shang zhuo tou
头会箕敛 tou kuai ji lian
头会箕赋 tou kuai ji fu
头出头没 tou chu tou mo
头没杯案 tou mo bei an
奇偶 ji ou
奇函数 ji han shu
奇数 ji shu
奇零 ji ling
奉公不阿 feng gong bu e
奉还 feng huan
奏乐 zou yue
奠都 dian du
女主角 nv zhu jue
女红 nv gong
女角 nv jue
好似 hao si
好佚恶劳 hao yi wu lao
好善恶恶 hao shan wu e
好恶 hao wu
好景不长 hao jing bu chang
好梦不长 hao meng bu chang
好语似珠 hao yu si zhu
好逸恶劳 hao yi wu lao
如履薄冰 ru lv bo bing
如来佛 ru lai fo
如狼似虎 ru lang si hu
如痴似醉 ru chi si zui
如胶似漆 ru jiao si qi
如花似月 ru hua si yue
如花似朵 ru hua si duo
如花似玉 ru hua si yu
如花似锦 ru hua si jin
如饥似渴 ru ji si ke
如鱼似水 ru yu si shui
如龙似虎 ru long si hu
妄自菲薄 wang zi fei bo
妙着 miao zhao
姑射神人 gu ye shen ren
姓仇 xing qiu
姓解 xing xie
委肉虎蹊 wei rou hu xi
委蛇 wei yi
威吓 wei he
娉婷婀娜 ping ting e nuo
娉婷袅娜 ping ting niao nuo
婀娜 e nuo
婀娜多姿 e nuo duo zi
嫌恶 xian wu
嫌长道短 xian chang dao duan
字模 zi mu
字里行间 zi li hang jian
存亡未卜 cun wang wei bu
孟什维克 meng shi wei ke
孤独矜寡 gu du guan gua
学有专长 xue you zhuan chang
孱弱 chan ruo
守正不阿 shou zheng bu e
官差 guan chai
定都 ding du
宛似 wan si
宝刹 bao cha
宝坻 bao di
宝藏 bao zang
审己度人 shen ji duo ren
审度 shen duo
审时度势 shen shi duo shi
审曲面埶 shen qu mian shi
审校 shen jiao
宴安酖毒 yan an dan du
家什 jia shi
家给人足 jia ji ren zu
家给户足 jia ji hu zu
家给民足 jia ji min zu
家长礼短 jia chang li duan
家长里短 jia chang li duan
家雀 jia qiao
家雀儿 jia qiao er
宿水飡风 xiu shui can feng
宿水餐风 xiu shui can feng
宿雨餐风 xiu yu can feng
富商大贾 fu shang da gu
富商巨贾 fu shang ju gu
富国彊兵 fu guo qiang bing
富贾 fu gu
寒伧 han chen
寒颤 han zhan
寓意深长 yu yi shen chang
寡凫单鹄 gua fu dan hu
寸善片长 cun shan pian chang
寸有所长 cun you suo chang
寸长尺技 cun chang chi ji
寸长尺短 cun chang chi duan
寸长片善 cun chang pian shan
对牛弹琴 dui niu tan qin
对称 dui chen
对称性 dui chen xing
对称轴 dui chen zhou
对薄公堂 dui bu gong tang
寻思 xin si
寻瑕伺隙 xun xia si xi
寻行数墨 xun hang shu mo
封禅 feng shan
封豕长蛇 feng shi chang she
射干 ye gan
将伯之助 qiang bo zhi zhu
将伯之呼 qiang bo zhi hu
将功折过 jiang gong she guo
将将 qiang qiang
将进酒 qiang jin jiu
尉犁 yu li
尉迟 yu chi
小传 xiao zhuan
小便宜 xiao pian yi
小时了了 xiao shi liao liao
小眼薄皮 xiao yan bo pi
少不了 shao bu liao
尖削 jian xiao
尖嘴薄舌 jian zui bo she
尖酸刻薄 jian suan ke bo
尸居龙见 shi ju long xian
尺短寸长 chi duan cun chang
尽其所长 jin qi suo chang
尿泡 sui pao
尿脬 sui pao
尿血 niao xie
层见迭出 ceng xian die chu
居不重席 ju bu chong xi
居不重茵 ju bu chong yin
屈折 qu she
屏住 bing zhu
屏声息气 bing sheng xi qi
屏声敛息 bing sheng lian xi
屏声静气 bing sheng jing qi
屏弃 bing qi
屏息 bing xi
屏气 bing qi
屏气凝神 bing qi ning shen
屏气吞声 bing qi tun sheng
屏气慑息 bing qi she xi
屏气敛息 bing qi lian xi
屏迹 bing ji
屏退 bing tui
屏除 bing chu
屙金溺银 e jin niao yin
属垣有耳 zhu yuan you er
属意 zhu yi
属文 zhu wen
属望 zhu wang
属毛离里 zhu mao li li
属词比事 zhu ci bi shi
属辞比事 zhu ci bi shi
屠门大嚼 tu men da jiao
履薄临深 lv bo lin shen
山大王 shan dai wang
山殽野湋 shan yao ye wei
山行海宿 shan xing hai xiu
山重水复 shan chong shui fu
山长水远 shan chang shui yuan
山长水阔 shan chang shui kuo
山高水长 shan gao shui chang
岁聿其莫 sui yu qi mu
岂弟君子 kai ti jun zi
峨峨汤汤 e e shang shang
工尺 gong che
工行 gong hang
左传 zuo zhuan
左支右调 zuo zhi you tiao
巨擘 ju bo
巨贾 ju gu
差事 chai shi
差人去 chai ren qu
差人去请医生 chai ren qu qing yi sheng
差使 chai shi
差役 chai yi
差拨 chai bo
差旅费 chai lv fei
差缺 chai que
差遣 chai qian
差饷 chai xiang
巴勒斯坦 ba le si tan
巴尔喀什湖 ba er ka shi hu
巷道 hang dao
市场调节 shi chang tiao jie
布尔什维克 bu er shi wei ke
帝都 di du
帷薄不修 wei bo bu xiu
干哕 gan yue
干将莫邪 gan jiang mo ye
干着急 gan zhao ji
平巷 ping hang
幽咽 you ye
广东音乐 guang dong yin yue
广种薄收 guang zhong bo shou
应徵 ying zhi
度人之心 duo ren zhi xin
度人之腹 duo ren zhi fu
度己以绳 duo ji yi sheng
度德量力 duo de liang li
度长絜大 du chang xie da
度长絜短 du chang xie duan
延长 yan chang
建行 jian hang
建都 jian du
开小差 kai xiao chai
开户行 kai hu hang
弃短就长 qi duan jiu chang
弃短用长 qi duan yong chang
弄口 long kou
弄堂 long tang
弄管调弦 nong guan tiao xian
引吭悲歌 yin hang bei ge
引吭高唱 yin hang gao chang
引吭高声 yin hang gao sheng
引吭高歌 yin hang gao ge
引短推长 yin duan tui chang
张靓颖 zhang liang ying
弥勒 mi le
弥勒佛 mi le fo
弦乐 xian yue
弦乐器 xian yue qi
弹丝品竹 tan si pin zhu
弹丸脱手 tan wan tuo shou
弹冠振衣 tan guan zhen yi
弹冠振衿 tan guan zhen jin
弹冠相庆 tan guan xiang qing
弹冠结绶 tan guan jie shou
弹剑作歌 tan jian zuo ge
弹力 tan li
弹劾 tan he
弹劾案 tan he an
弹射 tan she
弹性 tan xing
弹性体 tan xing ti
弹指之间 tan zhi zhi jian
弹斤估两 tan jin gu liang
弹琴 tan qin
弹空说嘴 tan kong shuo zui
弹簧 tan huang
弹簧床 tan huang chuang
弹簧钢 tan huang gang
弹腿 tan tui
弹词 tan ci
弹跳力 tan tiao li
弹钢琴 tan gang qin
强似 qiang si
强劲 qiang jing
强嘴 jiang zui
强嘴拗舌 jiang zui niu she
强嘴硬牙 jiang zui ying ya
强弓劲弩 qiang gong jing nu
强聒不舍 qiang guo bu she
强自取折 qiang zi qu she
归心似箭 gui xin si jian
归省 gui xing
归还 gui huan
归降 gui xiang
当差 dang chai
当着不着 dang zhuo bu zhuo
当行出色 dang hang chu se
当行本色 dang hang ben se
形似 xing si
彫肝琢肾 diao gan zhuo shen
彰明较着 zhang ming jiao zhu
彷佛 pang fo
往渚还汀 wang zhu huan ting
往还 wang huan
得亏 dei kui
得喝水了 dei he shui le
得薄能鲜 de bo neng xian
得马折足 de ma she zu
微薄 wei bo
德州扒鸡 de zhou pa ji
德薄才疏 de bo cai shu
德薄能鲜 de bo neng xian
心事重重 xin shi chong chong
心宽体胖 xin kuan ti pan
心广体胖 xin guang ti pan
心惊胆颤 xin jing dan zhan
心拙口夯 xin zhuo kou ben
心痒难挝 xin yang nan zhua
心肌梗塞 xin ji geng se
心长力短 xin chang li duan
心长发短 xin chang fa duan
心长绠短 xin chang geng duan
必得 bi dei
忖度 cun duo
忘啜废枕 wang chuo fei zhen
念佛 nian fo
怔忪 zheng zhong
急景凋年 ji ying diao nian
急来报佛脚 ji lai bao fo jiao
急来抱佛脚 ji lai bao fo jiao
总得 zong dei
恐吓 kong he
恫吓 dong he
恫疑虚猲 dong yi xu ge
恰似 qia si
恶不去善 wu bu qu shan
恶噷噷 e hen hen
恶居下流 wu ju xia liu
恶恶从短 wu wu cong duan
恶湿居下 wu shi ju xia
恶紫夺朱 wu zi duo zhu
恶醉强酒 wu zui qiang jiu
悉索薄赋 xi suo bo fu
悬崖勒马 xuan ya le ma
悬石程书 xuan dan cheng shu
悬鼓待椎 xuan gu dai zhui
悲咽 bei ye
情深似海 qing shen si hai
情深意长 qing shen yi chang
情见乎辞 qing xian hu ci
情见力屈 qing xian li qu
情见势屈 qing xian shi qu
情见埶竭 qing jian shi jie
情长纸短 qing chang zhi duan
惩艾 cheng yi
愁多夜长 chou duo ye chang
愁长殢酒 chou chang ti jiu
意义深长 yi yi shen chang
意味深长 yi wei shen chang
愚氓 yu meng
慕古薄今 mu gu bo jin
慰藉 wei jie
憎恶 zeng wu
懂行 dong hang
懒觉 lan jiao
戎行 rong hang
成佛作祖 cheng fo zuo zu
成宿 cheng xiu
成行 cheng hang
成都 cheng du
成都市 cheng du shi
成都平原 cheng du ping yuan
戟指嚼舌 ji zhi jiao she
截长补短 jie chang bu duan
扁舟 pian zhou
手足重茧 shou zu chong jian
才疏德薄 cai shu de bo
才薄智浅 cai bo zhi qian
才轻德薄 cai qing de bo
扎染 za ran
扒手 pa shou
扒灰 pa hui
扒窃 pa qie
扒粪 pa fen
扒糕 pa gao
扒耳搔腮 pa er sao sai
扒草 pa cao
扒鸡 pa ji
打击乐 da ji yue
打击乐器 da ji yue qi
打的 da di
打颤 da zhan
扛长工 kang chang gong
扛鼎 gang ding
扛鼎抃牛 gang ding bian niu
扛鼎拔山 gang ding ba shan
扞格不入 han ge bu ru
扣壶长吟 kou hu chang yin
执拗 zhi niu
执着 zhi zhuo
执著 zhi zhuo
扪参历井 men shen li jing
扬眉眴目 yang mei shun mu
扬长 yang chang
扬长而去 yang chang er qu
扬长避短 yang chang bi duan
扬风扢雅 yang feng jie ya
扯篷拉纤 che peng la qian
扯纤拉烟 che qian la yan
批吭捣虚 pi hang dao xu
批砉导窾 pi hua dao kuan
扼吭夺食 e hang duo shi
扼吭拊背 e hang fu bei
扼腕长叹 e wan chang tan
找着 zhao zhao
抄没 chao mo
抑塞磊落 yi se lei luo
抓差 zhua chai
投传而去 tou zhuan er qu
投降 tou xiang
折堕 she duo
折本 she ben
折秤 she cheng
折箭为誓 she jian wei shi
折耗 she hao
折腰五斗 she yao wu dou
折长补短 zhe chang bu duan
抟沙嚼蜡 tuan sha jiao la
报销差旅费 bao xiao chai lv fei
抨弹 peng tan
抱佛脚 bao fo jiao
抱关执钥 bao guan zhi yue
抱蔓摘瓜 bao wan zhai gua
抹下来 ma xia lai
抹布 ma bu
抹桌子 ma zhuo zi
抽咽 chou ye
抽祕骋妍 chou bi cheng yan
抽筋剥皮 chou jin bao pi
拉枯折朽 la ku she xiu
拉纤 la qian
拉长 la chang
拌和 ban huo
拍卖行 pai mai hang
拓印 ta yin
拓本 ta ben
拓片 ta pian
拔山扛鼎 ba shan gang ding
拔本塞原 ba ben se yuan
拔本塞源 ba ben se yuan
拖沓 tuo ta
拖长 tuo chang
拗不过 niu bu guo
拙朴 zhuo piao
招行 zhao hang
招降 zhao xiang
招降纳叛 zhao xiang na pan
拜佛 bai fo
拣佛烧香 jian fo shao xiang
拥塞 yong se
择不开 zhai bu kai
择席 zhai xi
择菜 zhai cai
拭目以俟 shi mu yi si
拱券 gong xuan
拱手而降 gong shou er xiang
拶子 zan zi
拶指 zan zhi
拽耙扶犁 zhuai pa fu li
拾带重还 shi dai zhong huan
拾级而上 she ji er shang
持人长短 chi ren chang duan
指不胜偻 zhi bu sheng lv
按章给付 an zhang ji fu
挑么挑六 tiao yao tiao liu
挟主行令 jia zhu xing ling
挨山塞海 ai shan se hai
挺括 ting gua
挼好长发 ruo hao chang fa
捆扎 kun za
捋虎须 luo hu xu
捋袖子 luo xiu zi
捋袖揎拳 luo xiu xuan quan
捡便宜 jian pian yi
换血 huan xie
换行 huan hang
捣虚批吭 dao xu pi hang
捰袖揎拳 luo xiu xuan quan
捱风缉缝 ai feng qi feng
掂梢折本 dian shao she ben
掌掴 zhang guo
掎挈伺诈 ji qie si zha
掎裳连袂 ji chang lian mei
排行 pai hang
排行榜 pai hang bang
推枯折腐 tui ku she fu
掴手 guo shou
掺和 chan huo
揆情度理 kui qing duo li
揆理度情 kui li duo qing
揎拳捋袖 xuan quan luo xiu
揎拳捰袖 xuan quan luo xiu
提溜 di liu
提防 di fang
揣度 chuai duo
揣时度力 chuai shi duo li
揭衣涉水 qi yi she shui
援藏 yuan zang
搀和 chan huo
搀行夺市 chan hang duo shi
搅和 jiao huo
搅混 jiao gun
搪塞 tang se
搪差使 tang chai shi
摇滚乐 yao gun yue
摩挲 ma sa
摸不着 mo bu zhao
摸不着头脑 mo bu zhao tou nao
摸不着边 mo bu zhuo bian
摸头不着 mo tou bu zhao
摸门不着 mo men bu zhao
撤差 che chai
擅长 shan chang
擘两分星 bo liang fen xing
擘划 bo hua
擘画 bo hua
擘肌分理 bo ji fen li
擿埴索涂 zhai zhi suo tu
擿埴索途 zhai zhi suo tu
擿植索涂 zhai zhi suo tu
攀蟾折桂 pan chan she gui
攒三聚五 cuan san ju wu
攒三集五 cuan san ji wu
攒动 cuan dong
攒射 cuan she
攒盒 cuan he
攒眉 cuan mei
攒眉蹙额 cuan mei cu e
攒聚 cuan ju
攒锋聚镝 cuan feng ju di
攒集 cuan ji
攒零合整 cuan ling he zheng
支差 zhi chai
支着 zhi zhao
支着儿 zhi zhao er
改口沓舌 gai kou ta she
改行 gai hang
攻心扼吭 gong xin e hang
放血 fang xie
放还 fang huan
放长线钓大鱼 fang chang xian diao da yu
故伎重演 gu ji chong yan
故态复还 gu tai fu huan
故技重演 gu ji chong yan
故都 gu du
救寒莫如重裘 jiu han mo ru chong qiu
教音乐 jiao yin yue
敛声屏息 lian sheng bing xi
敛声屏气 lian sheng bing qi
敛容屏气 lian rong bing qi
敛色屏气 lian se bing qi
敦朴 dun piao
敩学相长 xiao xue xiang chang
数不着 shu bu zhao
数得着 shu de zhao
数短论长 shu duan lun chang
数见不鲜 shuo jian bu xian
敲榨勒索 qiao zha le suo
敲诈勒索 qiao zha le suo
敲骨剥髓 qiao gu bao sui
整躬率物 zheng gong shuai wu
敷衍了事 fu yan liao shi
敷衍塞责 fu yan se ze
敷衍搪塞 fu yan tang se
文似其人 wen si qi ren
文蛤 wen ge
斗转参横 dou zhuan shen heng
断还归宗 duan huan gui zong
断长续短 duan chang xu duan
断长补短 duan chang bu duan
新长征 xin chang zheng
方寸万重 fang cun wan chong
方正不阿 fang zheng bu e
於菟 wu tu
旋干转坤 xuan qian zhuan kun
无以塞责 wu yi se ze
无伤无臭 wu shang wu xiu
无佛处称尊 wu fo chu cheng zun
无声无臭 wu sheng wu xiu
无的放矢 wu di fang shi
无着 wu zhuo
无臭 wu xiu
无色无臭 wu se wu xiu
无適无莫 wu di wu mo
无间可伺 wu jian ke si
日不暇给 ri bu xia ji
日久天长 ri jiu tian chang
日久岁长 ri jiu sui chang
日削月朘 ri xue yue juan
日引月长 ri yin yue chang
日月参辰 ri yue shen chen
日月重光 ri yue chong guang
日朘月减 ri juan yue jian
日朘月削 ri juan yue xue
日没 ri mo
日省月修 ri xing yue xiu
日省月试 ri xing yue shi
日省月课 ri xing yue ke
日短心长 ri duan xin chang
日薄西山 ri bo xi shan
日近长安远 ri jin chang an yuan
日长一线 ri chang yi xian
日长似岁 ri chang si sui
旦角 dan jue
旦角儿 dan jue er
旧事重提 jiu shi chong ti
旧地重游 jiu di chong you
旧话重提 jiu hua chong ti
旧调重弹 jiu diao chong tan
旧都 jiu du
旧雨重逢 jiu yu chong feng
时运不齐 shi yun bu ji
时长 shi chang
旷日长久 kuang ri chang jiu
明了 ming liao
明珠弹雀 ming zhu tan que
明白了当 ming bai liao dang
昏定晨省 hun ding chen xing
昏迷不省 hun mi bu xing
昏镜重明 hun jing chong ming
昏镜重磨 hun jing chong mo
星宿 xing xiu
春深似海 chun shen si hai
昭德塞违 zhao de se wei
昼度夜思 zhou duo ye si
晏安酖毒 yan an dan du
晦盲否塞 hui mang pi se
晨昏定省 chen hun ding xing
普天率土 pu tian shuai tu
暖和 nuan huo
暮去朝来 mu qu zhao lai
暮四朝三 mu si zhao san
暮想朝思 mu xiang zhao si
暮暮朝朝 mu mu zhao zhao
暮爨朝舂 mu cuan zhao chong
暮翠朝红 mu cui zhao hong
暮虢朝虞 mu guo zhao yu
暮雨朝云 mu yu zhao yun
暴晒 pu shai
暴腮龙门 pu sai long men
暴虎冯河 bao hu ping he
暴衣露冠 pu yi lu guan
暴衣露盖 pu yi lu gai
暴露文学 bao lou wen xue
曝光 bao guang
曝光表 bao guang biao
更长梦短 geng chang meng duan
曾不惨然 zeng bu can ran
曾参杀人 zeng shen sha ren
曾孙 zeng sun
曾母投杼 zeng mu tou zhu
曾祖 zeng zu
曾祖母 zeng zu mu
曾祖父 zeng zu fu
月中折桂 yue zhong she gui
月夕花朝 yue xi hua zhao
月夜花朝 yue ye hua zhao
月氏 yue zhi
月没参横 yue mo shen heng
月落参横 yue luo shen heng
有三有俩 you san you liang
有中国特色的社会主义 you zhong guo te shai de she hui zhu yi
有借无还 you jie wu huan
有冯有翼 you ping you yi
有朝一日 you zhao yi ri
有模有样 you mu you yang
有的放矢 you di fang shi
服务行业 fu wu hang ye
服差役 fu chai yi
朝三暮二 zhao san mu er
朝三暮四 zhao san mu si
朝不保夕 zhao bu bao xi
朝不保暮 zhao bu bao mu
朝不及夕 zhao bu ji xi
朝不虑夕 zhao bu lv xi
朝不谋夕 zhao bu mou xi
朝乾夕惕 zhao qian xi ti
朝乾夕愓 zhao qian xi dang
朝云暮雨 zhao yun mu yu
朝令夕改 zhao ling xi gai
朝令暮改 zhao ling mu gai
朝会 zhao hui
朝前夕惕 zhao qian xi ti
朝升暮合 zhao sheng mu ge
朝华夕秀 zhao hua xi xiu
朝发夕至 zhao fa xi zhi
朝发暮至 zhao fa mu zhi
朝夕 zhao xi
朝夕相处 zhao xi xiang chu
朝夷暮跖 zhao yi mu zhi
朝奏夕召 zhao zou xi zhao
朝奏暮召 zhao zou mu zhao
朝思暮想 zhao si mu xiang
朝成夕毁 zhao cheng xi hui
朝成暮徧 zhao cheng mu bian
朝成暮毁 zhao cheng mu hui
朝成暮遍 zhao cheng mu bian
朝折暮折 zhao she mu she
朝攀暮折 zhao pan mu she
朝斯夕斯 zhao si xi si
朝日 zhao ri
朝晖 zhao hui
朝暮 zhao mu
朝更暮改 zhao geng mu gai
朝朝暮暮 zhao zhao mu mu
朝梁暮周 zhao liang mu zhou
朝梁暮晋 zhao liang mu jin
朝梁暮陈 zhao liang mu chen
朝欢暮乐 zhao huan mu le
朝歌夜弦 zhao ge ye xian
朝歌暮弦 zhao ge mu xian
朝气 zhao qi
朝气蓬勃 zhao qi peng bo
朝生夕死 zhao sheng xi si
朝生暮死 zhao sheng mu si
朝种暮获 zhao zhong mu huo
朝秦暮楚 zhao qin mu chu
朝穿暮塞 zhao chuan mu sai
朝经暮史 zhao jing mu shi
朝荣夕灭 zhao rong xi mie
朝衣东市 zhao yi dong shi
朝趁暮食 zhao chen mu shi
朝过夕改 zhao guo xi gai
朝钟暮鼓 zhao zhong mu gu
朝锺暮鼓 zhao zhong mu gu
朝闻夕改 zhao wen xi gai
朝闻夕死 zhao wen xi si
朝闻道夕死可矣 zhao wen dao xi si ke yi
朝阳 zhao yang
朝阳鸣凤 zhao yang ming feng
朝霞 zhao xia
朝露 zhao lu
朝露溘至 zhao lu ke zhi
朝饔夕飧 zhao yong xi sun
朝齑夕盐 zhao ji xi yan
朝齑暮盐 zhao ji mu yan
期年 ji nian
木栅 mu shan
木模 mu mu
未了 wei liao
未了公案 wei liao gong an
未卜 wei bu
未卜先知 wei bu xian zhi
末了 mo liao
本行 ben hang
朱槃玉敦 zhu pan yu dui
朱盘玉敦 zhu pan yu dui
朴刀 po dao
朴硝 po xiao
朵颐大嚼 duo yi da jiao
杀出重围 sha chu chong wei
杂沓 za ta
杉木 sha mu
李卜克内西 li bu ke nei xi
材薄质衰 cai bo zhi shuai
材轻德薄 cai qing de bo
村生泊长 cun sheng bo chang
束缊还妇 shu yun huan fu
来日方长 lai ri fang chang
杼柚之空 zhu zhou zhi kong
杼柚其空 zhu zhou qi kong
杼柚空虚 zhu zhou kong xu
枉口嚼舌 wang kou jiao she
枕席还师 zhen xi huan shi
枕曲藉糟 zhen qu jie zao
枕石嗽流 zhen shi shu liu
枕藉 zhen jie
枕麹藉糟 zhen qu jie zao
枝附叶着 zhi fu ye zhuo
枝附叶著 zhi fu ye zhuo
枞阳 zong yang
枸橼 ju yuan
柏拉图 bo la tu
柏林 bo lin
柏油纸 bo you zhi
柞丝绸 zuo si chou
柞木 zuo mu
柞树 zuo shu
柞绸 zuo chou
柞蚕 zuo can
查查 zha zha
柴沟堡 chai gou bu
柴立不阿 chai li bu e
栅极 shan ji
标的 biao di
标题音乐 biao ti yin yue
栉风酾雨 zhi feng shi yu
栋折榱坏 dong she cui huai
栏栅 lan shan
树碑立传 shu bei li zhuan
树行子 shu hang zi
栓塞 shuan se
栖栖 xi xi
栖风宿雨 qi feng xiu yu
校准 jiao zhun
校勘 jiao kan
校场 jiao chang
校对 jiao dui
校对员 jiao dui yuan
校改 jiao gai
校本 jiao ben
校样 jiao yang
校核 jiao he
校正 jiao zheng
校注 jiao zhu
校点 jiao dian
校短推长 xiao duan tui chang
校短量长 jiao duan liang chang
校订 jiao ding
校阅 jiao yue
校验 jiao yan
核儿 hu er
核桃凹 he tao wa
桂折一枝 gui she yi zhi
桂折兰摧 gui she lan cui
桑土绸缪 sang tu chou miu
桑户棬枢 sang hu juan shu
桑葚 sang shen
桔梗 jie geng
桔槔 jie gao
梗塞 geng se
梵刹 fan cha
梵呗 fan bai
棋输先着 qi shu xian zhao
棋输先著 qi shu xian zhuo
棋高一着 qi gao yi zhao
棚圈 peng juan
椎髻布衣 zhui ji bu yi
楛耘伤岁 ku yun shang sui
楞伽 leng qie
榱崩栋折 cui beng dong she
榱栋崩折 cui dong beng she
槁项没齿 gao xiang mo chi
槛花笼鹤 jian hua long he
槟榔 bing lang
模具 mu ju
模子 mu zi
模板 mu ban
模样 mu yang
欹嵚历落 qi qin li luo
欺行霸市 qi hang ba shi
款识 kuan zhi
歌仔戏 ge zi xi
歙漆阿胶 she qi e jiao
正传 zheng zhuan
正身率下 zheng shen shuai xia
武行 wu hang
歪打正着 wai da zheng zhao
死亡枕藉 si wang zhen jie
死劲儿 si jing er
殊功劲节 shu gong jing jie
殷红 yan hong
毁冠裂裳 hui guan lie chang
毁舟为杕 hui zhou wei duo
比勒陀利亚 bi le tuo li ya
比物属事 bi wu zhu shi
毕剥 bi bao
毛呢 mao ni
民乐 min yue
气势磅礴 qi shi pang bo
气贯长虹 qi guan chang hong
水中著盐 shui zhong zhuo yan
水栅 shui shan
水浒传 shui hu zhuan
水远山长 shui yuan shan chang
求神拜佛 qiu shen bai fo
求神问卜 qiu shen wen bu
求降 qiu xiang
汇丰银行 hui feng yin hang
江都 jiang du
汤匙 tang chi
汩没 gu mo
汹涌淜湃 xiong yong peng pai
沅江九肋 yuan jiang jiu lei
沈博绝丽 chen bo jue li
沉没 chen mo
沉着 chen zhuo
沉着痛快 chen zhuo tong kuai
沉谋重虑 chen mou chong lv
沓冈复岭 ta gang fu ling
沓子 ta zi
沓来踵至 ta lai zhong zhi
沓来麕至 ta lai jun zhi
沙参 sha shen
没世 mo shi
没世不忘 mo shi bu wang
没世不渝 mo shi bu yu
没世无称 mo shi wu cheng
没世无闻 mo shi wu wen
没世穷年 mo shi qiong nian
没世难忘 mo shi nan wang
没入 mo ru
没头没尾 mei tou mo wei
没奈何 mo nai he
没完没了 mei wan mei liao
没收 mo shou
没没无闻 mo mo wu wen
没着落 mei zhuo luo
没药 mo yao
没落 mo luo
没衷一是 mo zhong yi shi
没过 mo guo
没金饮羽 mo jin yin yu
没齿 mo chi
没齿不忘 mo chi bu wang
没齿无怨 mo chi wu yuan
没齿难忘 mo chi nan wang
沦没 lun mo
河清难俟 he qing nan si
沸沸汤汤 fei fei shang shang
泄沓 xie ta
泄露 xie lou
泄露天机 xie lou tian ji
泊位 bo wei
泊车 bo che
泌阳 bi yang
法不阿贵 fa bu e gui
法家拂士 fa jia bi shi
波属云委 bo zhu yun wei
波罗的海 bo luo di hai
波长 bo chang
波骇云属 bo hai yun zhu
泣数行下 qi shu hang xia
泥多佛大 ni duo fo da
泥而不滓 nie er bu zi
泯没 min mo
泰来否往 tai lai pi wang
泰来否极 tai lai pi ji
泰极而否 tai ji er pi
洋洋纚纚 yang yang sa sa
洋行 yang hang
洒狗血 sa gou xie
洞中肯綮 dong zhong ken qing
活似 huo si
活佛 huo fo
流年似水 liu nian si shui
流血 liu xie
浅薄 qian bo
浇薄 jiao bo
浇风薄俗 jiao feng bo su
测度 ce duo
浑似 hun si
浑朴 hun piao
浑身解数 hun shen xie shu
浒墅关 xu shu guan
浩气长存 hao qi chang cun
浩浩汤汤 hao hao shang shang
浮云朝露 fu yun zhao lu
浮名薄利 fu ming bo li
浮收勒折 fu shou le she
浮收勒索 fu shou le suo
浮皮潦草 fu pi liao cao
浴佛 yu fo
海参 hai shen
海参崴 hai shen wei
浸没 jin mo
涡河 guo he
淡泊 dan bo
淡泊明志 dan bo ming zhi
淡薄 dan bo
淤塞 yu se
深中肯綮 shen zhong ken qing
深仇宿怨 shen chou xiu yuan
深厉浅揭 shen li qian qi
深山长谷 shen shan chang gu
深恶痛嫉 shen wu tong ji
深恶痛疾 shen wu tong ji
深恶痛绝 shen wu tong jue
深文周内 shen wen zhou na
深文曲折 shen wen qu she
深省 shen xing
深长 shen chang
淹没 yan mo
清风劲节 qing feng jing jie
渊涓蠖濩 yuan juan huo hu
渔阳鞞鼓 yu yang pi gu
温凊定省 wen qing ding xing
温情脉脉 wen qing mo mo
游说 you shui
湮没 yan mo
湮没无闻 yan mo wu wen
湾泊 wan bo
溃脓 hui nong
源远流长 yuan yuan liu chang
溘先朝露 ke xian zhao lu
溘然长往 ke ran chang wang
溘然长逝 ke ran chang shi
溢美溢恶 yi mei yi wu
溥天率土 pu tian shuai tu
漂泊 piao bo
漂泊无定 piao bo wu ding
漢藏 han zang
漫长 man chang
漯河 ta he
潦倒 liao dao
潦草 liao cao
澄沙 deng sha
澄沙汰砾 deng sha tai li
澄结 deng jie
澹台 tan tai
澹泊寡欲 dan bo gua yu
激薄停浇 ji bo ting jiao
火燵 huo ta
灭景追风 mie ying zhui feng
灭此朝食 mie ci zhao shi
炫玉贾石 xuan yu gu shi
炮烙 pao luo
炰鳖脍鲤 fou bie kuai li
点着 dian zhao
热和 re huo
烹调 peng tiao
煤核儿 mei hu er
熊爪子 xiong zhua zi
熏着 xun zhao
熨帖 yu tie
熬姜呷醋 ao jiang xia cu
燕安酖毒 yan an dan du
燕跃鹄踊 yan yue hu yong
燕雀安知鸿鹄之志 yan que an zhi hong hu zhi zhi
燕雀安知鸿鹄志 yan que an zhi hong hu zhi
爪儿 zhua er
爪子 zhua zi
爪尖儿 zhua jian er
爱生恶死 ai sheng wu si
爵士乐 jue shi yue
爵士音乐 jue shi yin yue
父债子还 fu zhai zi huan
片甲不还 pian jia bu huan
片长末技 pian chang mo ji
片长薄技 pian chang bo ji
牙龈 ya yin
牛听弹琴 niu ting tan qin
牛圈 niu juan
牛头刨 niu tou bao
牟平 mu ping
牢什古子 lao shi gu zi
牧畜 mu xu
特徵 te zhi
特长 te chang
特长生 te chang sheng
犍为 qian wei
犯不着 fan bu zhao
犯得上 fan dei shang
犯得着 fan de zhao
犯而不校 fan er bu jiao
狐藉虎威 hu jie hu wei
狐裘尨茸 hu qiu meng rong
狧穅及米 shi kang ji mi
独辟蹊径 du pi xi jing
狭长 xia chang
猜度 cai duo
猜着 cai zhao
猫爪子 mao zhua zi
献血 xian xie
率以为常 shuai yi wei chang
率先 shuai xian
率兽食人 shuai shou shi ren
率军 shuai jun
率土同庆 shuai tu tong qing
率土宅心 shuai tu zhai xin
率土归心 shuai tu gui xin
率尔 shuai er
率尔成章 shuai er cheng zhang
率尔操觚 shuai er cao gu
率性 shuai xing
率然 shuai ran
率由旧则 shuai you jiu ze
率由旧章 shuai you jiu zhang
率直 shuai zhi
率真 shuai zhen
率队 shuai dui
率领 shuai ling
率马以骥 shuai ma yi ji
玉佛 yu fo
环伺 huan si
珠还合浦 zhu huan he pu
琢磨 zhuo mo
琴瑟不调 qin se bu tiao
琴瑟失调 qin se shi tiao
琴瑟调和 qin se tiao he
瑜伽 yu jia
瑟弄琴调 se nong qin tiao
瑟调琴弄 se tiao qin nong
璧还 bi huan
瓜蔓 gua wan
瓦窑堡 wa yao bu
生死未卜 sheng si wei bu
生角 sheng jue
生还 sheng huan
生还者 sheng huan zhe
用其所长 yong qi suo chang
用水和面 yong shui huo mian
甲壳 jia qiao
电光朝露 dian guang zhao lu
电刨 dian bao
电声乐队 dian sheng yue dui
电子乐器 dian zi yue qi
电子音乐 dian zi yin yue
男儿有泪不轻弹 nan er you lei bu qing tan
画荻和丸 hua di huo wan
画蛇著足 hua she zhuo zu
畜产 xu chan
畜养 xu yang
畜圈 chu juan
畜妻养子 xu qi yang zi
畜牧 xu mu
畜牧业 xu mu ye
畜牧场 xu mu chang
番禺 pan yu
番茄 fan qie
疏勒 shu le
疑似 yi si
疑似之间 yi si zhi jian
疟子 yao zi
疲沓 pi ta
疲疲沓沓 pi pi ta ta
疾风劲草 ji feng jing cao
疾风彰劲草 ji feng zhang jing cao
疾风知劲草 ji feng zhi jing cao
病革 bing ji
痛恶 tong wu
痛深恶绝 tong shen wu jue
痛自创艾 tong zi chuang yi
瘠薄 ji bo
瘦长 shou chang
白术 bai zhu
百下百着 bai xia bai zhao
百了千当 bai liao qian dang
百兽率舞 bai shou shuai wu
百堕俱举 bai hui ju ju
百舍重茧 bai she chong jian
百舍重趼 bai she chong jian
的一确二 di yi que er
的哥 di ge
的士 di shi
的当 di dang
的确 di que
的确良 di que liang
盛器 cheng qi
盛水不漏 cheng shui bu lou
盛菜 cheng cai
盛饭 cheng fan
目下十行 mu xia shi hang
目不暇给 mu bu xia ji
目的 mu di
目的地 mu di di
目的性 mu di xing
目的论 mu di lun
直截了当 zhi jie liao dang
直捷了当 zhi jie liao dang
直接了当 zhi jie liao dang
直率 zhi shuai
直言贾祸 zhi yan gu huo
相似 xiang si
相率 xiang shuai
相称 xiang chen
相遗以水 xiang wei yi shui
省亲 xing qin
省墓 xing mu
省察 xing cha
省悟 xing wu
省视 xing shi
真人不露相 zhen ren bu lou xiang
真率 zhen shuai
眠花藉柳 mian hua jie liu
着三不着两 zhao san bu zhao liang
着书立说 zhuo shu li shuo
着人先鞭 zhuo ren xian bian
着人办理 zhuo ren ban li
着凉 zhao liang
着力 zhuo li
着力于 zhuo li yu
着墨 zhuo mo
着忙 zhao mang
着急 zhao ji
着想 zhuo xiang
着意 zhuo yi
着慌 zhao huang
着手 zhuo shou
着手成春 zhuo shou cheng chun
着数 zhao shu
着法 zhao fa
着火 zhao huo
着眼 zhuo yan
着眼于 zhuo yan yu
着眼点 zhuo yan dian
着笔 zhuo bi
着色 zhuo se
着落 zhuo luo
着装 zhuo zhuang
着边 zhuo bian
着迷 zhao mi
着重 zhuo zhong
着重号 zhuo zhong hao
着重点 zhuo zhong dian
着陆 zhuo lu
着风 zhao feng
着魔 zhao mo
睡懒觉 shui lan jiao
睡着 shui zhao
睡觉 shui jiao
督率 du shuai
瞪眼咋舌 deng yan ze she
瞰瑕伺隙 kan xia si xi
瞿然 ju ran
知了 zhi liao
知疼着热 zhi teng zhao re
知疼着痒 zhi teng zhao yang
短不了 duan bu liao
短中取长 duan zhong qu chang
短叹长吁 duan tan chang xu
短见薄识 duan jian bo shi
短长 duan chang
石室金匮 shi shi jin gui
石室金鐀 shi shi jin gui
砥砺琢磨 di li zhuo mo
破觚为圜 po gu wei yuan
破镜重合 po jing chong he
破镜重圆 po jing chong yuan
硕望宿德 shuo wang xiu de
硬着陆 ying zhuo lu
碇泊 ding bo
碌碡 liu zhou
碑拓 bei ta
磅礴 pang bo
礼乐 li yue
礼佛 li fo
礼坏乐崩 li huai yue beng
礼崩乐坏 li beng yue huai
神似 shen si
神佛 shen fo
神出鬼没 shen chu gui mo
神差鬼使 shen chai gui shi
神龙失埶 shen long shi shi
禅让 shan rang
离本徼末 li ben yao mo
离鸾别鹄 li luan bie hu
秀出班行 xiu chu ban hang
私了 si liao
秘鲁 bi lu
积谗糜骨 ji chan mei gu
称体裁衣 chen ti cai yi
称体载衣 chen ti zai yi
称家有无 chen jia you wu
称德度功 cheng de duo gong
称心 chen xin
称心如意 chen xin ru yi
称心快意 chen xin kuai yi
称心满意 chen xin man yi
称愿 chen yuan
称手 chen shou
称职 chen zhi
称身 chen shen
移日卜夜 yi ri bu ye
移的就箭 yi di jiu jian
稀薄 xi bo
税卡 shui qia
稚齿婑媠 zhi chi wo tuo
稽首 qi shou
究诘 jiu jie
穷困潦倒 qiong kun liao dao
穷愁潦倒 qiong chou liao dao
穷途潦倒 qiong tu liao dao
空腹便便 kong fu pian pian
空调 kong tiao
空调病 kong tiao bing
穿着打扮 chuan zhuo da ban
穿红着绿 chuan hong zhuo lv
窗口行业 chuang kou hang ye
窥伺 kui si
窥度 kui duo
窥间伺隙 kui jian si xi
立传 li zhuan
立地成佛 li di cheng fo
竞短争长 jing duan zheng chang
笼鸟槛猿 long niao jian yuan
简切了当 jian qie liao dang
简截了当 jian jie liao dang
简捷了当 jian jie liao dang
简朴 jian piao
管乐 guan yue
管乐器 guan yue qi
管乐队 guan yue dui
管弦乐 guan xian yue
箪食壶浆 dan si hu jiang
箪食壶酒 dan si hu jiu
箪食瓢饮 dan si piao yin
箸长碗短 zhu chang wan duan
篇什 pian shi
籍没 ji mo
籍茅 jie mao
类似 lei si
粉妆玉琢 fen zhuang yu zhuo
粉装玉琢 fen zhuang yu zhuo
粉雕玉琢 fen diao yu zhuo
粗花呢 cu hua ni
粘合剂 nian he ji
粘土 nian tu
粘液 nian ye
粘稠 nian chou
粘结 nian jie
粮行 liang hang
糜子 mei zi
系好 ji hao
系带 ji dai
系泊 ji bo
系紧 ji jin
系绳 ji sheng
系绳子 ji sheng zi
系鞋带 ji xie dai
素朴 su piao
索还 suo huan
累屋重架 lei wu chong jia
繁花似锦 fan hua si jin
红参 hong shen
红模子 hong mu zi
红绳系足 hong sheng ji zu
红颜薄命 hong yan bo ming
纤夫 qian fu
纤手 qian shou
纤绳 qian sheng
纤长 xian chang
纪传体 ji zhuan ti
纯朴 chun piao
纰缪 pi miu
纳降 na xiang
纶巾 guan jin
纶巾羽扇 guan jin yu shan
纶音佛语 lun yin fo yu
纷纭杂沓 fen yun za ta
纷至沓来 fen zhi ta lai
纸短情长 zhi duan qing chang
细嚼慢咽 xi jiao man yan
细水长流 xi shui chang liu
细长 xi chang
终了 zhong liao
经传 jing zhuan
结扎 jie za
给与 ji yu
给予 ji yu
给付 ji fu
给体 ji ti
给养 ji yang
给水 ji shui
给水器 ji shui qi
给水工程 ji shui gong cheng
给水站 ji shui zhan
给水管 ji shui guan
给水箱 ji shui xiang
络子 lao zi
绝着 jue zhao
绝长继短 jue chang ji duan
绝长续短 jue chang xu duan
绝长补短 jue chang bu duan
统率 tong shuai
绳愆纠缪 sheng qian jiu miu
绵力薄材 mian li bo cai
绵里薄材 mian li bo cai
绿林 lu lin
绿林好汉 lu lin hao han
绿林强盗 lu lin qiang dao
绿林豪士 lu lin hao shi
绿林豪客 lu lin hao ke
绿林豪杰 lu lin hao jie
编校 bian jiao
缠绵蕴藉 chan mian yun jie
缩砂 su sha
缩砂密 su sha mi
缪种流传 miu zhong liu chuan
罗刹 luo cha
罗勒 luo le
罚没 fa mo
罚没款 fa mo kuan
羊圈 yang juan
美差 mei chai
羞恶 xiu wu
群氓 qun meng
群雌粥粥 qun ci yu yu
羹匙 geng chi
羽扇纶巾 yu shan guan jin
老佛爷 lao fo ye
老师宿儒 lao shi xiu ru
老本行 lao ben hang
老调重弹 lao diao chong tan
老调重谈 lao diao chong tan
耙子 pa zi
聊以塞责 liao yi se ze
聱牙诘屈 ao ya jie qu
聱牙诘曲 ao ya jie qu
肉薄骨并 rou bo gu bing
肋木 lei mu
肋条 lei tiao
肋骨 lei gu
肤皮潦草 fu pi liao cao
肯綮 ken qing
胜似 sheng si
胳臂 ge bei
胶柱调瑟 jiao zhu tiao se
胶着 jiao zhuo
胸椎 xiong zhui
能不称官 neng bu chen guan
脉脉 mo mo
脉脉含情 mo mo han qing
脊椎 ji zhui
脊椎动物 ji zhui dong wu
脊椎骨 ji zhui gu
脖颈 bo geng
脖颈子 bo geng zi
脾气很拗 pi qi hen niu
腌臜 a za
腌臢 a za
腰椎 yao zhui
膀胱 pang guang
膏场绣浍 gao chang xiu kuai
膻中 dan zhong
臆度 yi duo
臧否 zang pi
臧否人物 zang pi ren wu
自传 zi zhuan
自坏长城 zi huai chang cheng
自怨自艾 zi yuan zi yi
自省 zi xing
自筹给养 zi chou ji yang
自给 zi ji
自给自足 zi ji zi zu
臭味相投 xiu wei xiang tou
舍短取长 she duan qu chang
舍车保帅 she ju bao shuai
般桓 pan huan
般若 bo re
良贾深藏 liang gu shen cang
色厉胆薄 se li dan bo
色子 shai zi
芜荑 wu yi
芥蓝菜 gai lan cai
芫花 yuan hua
花呢 hua ni
花攒锦簇 hua cuan jin cu
花攒锦聚 hua cuan jin ju
花朝月夕 hua zhao yue xi
花朝月夜 hua zhao yue ye
花簇锦攒 hua cu jin cuan
苌弘碧血 chang hong bi xie
苍劲 cang jing
苍术 cang zhu
苍蝇见血 cang ying jian xie
苕帚 tiao zhou
苣卖菜 qu mai cai
苣荬菜 qu mai cai
苦参 ku shen
苦差 ku chai
苦差事 ku chai shi
英雄传 ying xiong zhuan
茄子 qie zi
茅塞顿开 mao se dun kai
茜茜公主 xi xi gong zhu
茶匙 cha chi
茶铛 cha cheng
荆棘塞途 jing ji se tu
草率 cao shuai
草率从事 cao shuai cong shi
草率收兵 cao shuai shou bing
草草了事 cao cao liao shi
荤粥 xun zhou
荸荠 bi qi
莎草 suo cao
莘庄 xin zhuang
莞尔 wan er
莞尔一笑 wan er yi xiao
莞尔而笑 wan er er xiao
莞莞 wan wan
莨绸 liang chou
莫可究诘 mo ke jiu jie
莲花落 lian hua lao
获隽公车 huo jun gong che
菲薄 fei bo
菲食薄衣 fei shi bo yi
落下 la xia
落了 la le
落价 lao jia
落子 lao zi
落枕 lao zhen
落泊 luo bo
落炕 lao kang
落色 lao shai
蒙古大夫 meng gu dai fu
蒙着 meng zhao
蔚县 yu xian
蔽塞 bi se
蔽明塞聪 bi ming se cong
蔽聪塞明 bi cong se ming
蕃茄 fan qie
蕴藉 yun jie
薄产 bo chan
薄利 bo li
薄利多销 bo li duo xiao
薄命 bo ming
薄命佳人 bo ming jia ren
薄寒中人 bo han zhong ren
薄幸 bo xing
薄弱 bo ruo
薄待 bo dai
薄情 bo qing
薄情无义 bo qing wu yi
薄技 bo ji
薄技在身 bo ji zai shen
薄晓 bo xiao
薄暮 bo mu
薄暮冥冥 bo mu ming ming
薄物细故 bo wu xi gu
薄田 bo tian
薄荷 bo he
薄荷脑 bo he nao
薄葬 bo zang
薄酒 bo jiu
薄酬 bo chou
薄雾 bo wu
薄面 bo mian
薯莨 shu liang
薯莨绸 shu liang chou
藉以 jie yi
藉口 jie kou
藉草枕块 jie cao zhen kuai
藏人 zang ren
藏历 zang li
藏府 zang fu
藏戏 zang xi
藏族 zang zu
藏獒 zang ao
藏红花 zang hong hua
藏药 zang yao
藏蓝 zang lan
藏青 zang qing
藏香 zang xiang
藤蔓 teng wan
虚与委蛇 xu yu wei yi
虾蟆 ha ma
蚁拥蜂攒 yi yong feng cuan
蚁聚蜂攒 yi ju feng cuan
蚁集蜂攒 yi ji feng cuan
蚌埠 beng bu
蚌埠市 beng bu shi
蛇心佛口 she xin fo kou
蛤粉 ge fen
蛤蚌 ge bang
蛤蚧 ge jie
蛤蜊 ge li
蜂攒蚁聚 feng cuan yi ju
蜂攒蚁集 feng cuan yi ji
蜚短流长 fei duan liu chang
蜜里调油 mi li tiao you
蝇攒蚁聚 ying cuan yi ju
蝇攒蚁附 ying cuan yi fu
蝍蛆 ji qu
蝎蝎螫螫 xie xie zhe zhe
血晕 xie yun
血栓栓塞 xue shuan shuan se
血淋淋 xie lin lin
血糊糊 xie hu hu
血豆腐 xie dou fu
血道子 xie dao zi
行业 hang ye
行东 hang dong
行伍 hang wu
行会 hang hui
行列 hang lie
行列式 hang lie shi
行号 hang hao
行家 hang jia
行家里手 hang jia li shou
行市 hang shi
行帮 hang bang
行当 hang dang
行情 hang qing
行栈 hang zhan
行款 hang kuan
行行出状元 hang hang chu zhuang yuan
行行蛇蚓 hang hang she yin
行规 hang gui
行话 hang hua
行货 hang huo
行贾 xing gu
行距 hang ju
行辈 hang bei
行道 hang dao
行都 xing du
行长 hang zhang
行间 hang jian
行间字里 hang jian zi li
衒玉贾石 xuan yu gu shi
衡短论长 heng duan lun chang
衣单食薄 yi dan shi bo
衣着 yi zhuo
衣锦还乡 yi jin huan xiang
补给 bu ji
补给线 bu ji xian
表率 biao shuai
袅娜 niao nuo
袅娜娉婷 niao nuo ping ting
袅袅娜娜 niao niao nuo nuo
袒裼裸裎 tan xi luo cheng
被发左衽 pi fa zuo ren
被发文身 pi fa wen shen
被发缨冠 pi fa ying guan
被山带河 pi shan dai he
被甲执兵 pi jia zhi bing
被甲持兵 pi jia chi bing
被甲据鞍 pi jia ju an
被甲枕戈 pi jia zhen ge
被褐怀玉 pi he huai yu
被褐怀珠 pi he huai zhu
袷袢 qia pan
裁度 cai duo
裁长补短 cai chang bu duan
裂眦嚼齿 lie zi jiao chi
裂裳裹足 lie chang guo zu
装模作样 zhuang mu zuo yang
裨将 pi jiang
裳裳 chang chang
裸裎袒裼 luo cheng tan xi
褎然冠首 you ran guan shou
褚小怀大 zhu xiao huai da
褚小杯大 zhu xiao bei da
褪去 tun qu
褪色 tui shai
西乐 xi yue
西洋参 xi yang shen
西藏 xi zang
要价还价 yao jia huan jia
覆没 fu mo
见性成佛 jian xing cheng fo
见素抱朴 xian su bao pu
规旋矩折 gui xuan ju she
规重矩叠 gui chong ju die
视微知著 shi wei zhi zhuo
角力 jue li
角斗 jue dou
角色 jue se
角逐 jue zhu
解差 jie chai
解数 xie shu
解池 xie chi
解法 xie fa
解衣槃磅 jie yi pan pang
解衣盘磅 jie yi pan pang
解衣磅礴 jie yi pang bo
解调 jie tiao
触类而长 chu lei er chang
言归正传 yan gui zheng zhuan
謷牙诘屈 ao ya jie qu
计日以俟 ji ri yi si
计日而俟 ji ri er si
讥弹 ji tan
讨价还价 tao jia huan jia
讨便宜 tao pian yi
讨还 tao huan
论短道长 lun duan dao chang
论长说短 lun chang shuo duan
论长道短 lun chang dao duan
诃佛诋巫 he fo di wu
评传 ping zhuan
评弹 ping tan
识微知著 shi wei zhi zhuo
诈降 zha xiang
诗行 shi hang
诘屈磝碻 ji qu ao qiao
诘屈謷牙 jie qu ao ya
诘戎治兵 jie rong zhi bing
诘曲聱牙 jie qu ao ya
诘诎聱牙 jie qu ao ya
诘责 jie ze
诘问 jie wen
诘难 jie nan
诚朴 cheng piao
话长说短 hua chang shuo duan
该着 gai zhao
语塞 yu se
语短情长 yu duan qing chang
语重心长 yu zhong xin chang
语长心重 yu chang xin zhong
诱降 you xiang
诲人不惓 hui ren bu juan
说不着 shuo bu zhao
说来话长 shuo lai hua chang
说短论长 shuo duan lun chang
说短道长 shuo duan dao chang
说长论短 shuo chang lun duan
说长话短 shuo chang hua duan
说长说短 shuo chang shuo duan
说长道短 shuo chang dao duan
请自隗始 qing zi wei shi
请降 qing xiang
谁的 shei de
谁都 shei dou
调三惑四 tiao san huo si
调三斡四 tiao san wo si
调三窝四 tiao san wo si
调丝品竹 tiao si pin zhu
调人 tiao ren
调价 tiao jia
调侃 tiao kan
调停 tiao ting
调停两用 tiao ting liang yong
调光 tiao guang
调养 tiao yang
调准 tiao zhun
调制 tiao zhi
调剂 tiao ji
调匀 tiao yun
调协 tiao xie
调合 tiao he
调味 tiao wei
调味品 tiao wei pin
调和 tiao he
调和阴阳 tiao he yin yang
调和鼎鼐 tiao he ding nai
调唆 tiao suo
调唇弄舌 tiao chun nong she
调嘴学舌 tiao zui xue she
调嘴弄舌 tiao zui nong she
调嘴调舌 tiao zui diao she
调墨弄笔 tiao mo nong bi
调处 tiao chu
调幅 tiao fu
调弄 tiao nong
调息 tiao xi
调情 tiao qing
调戏 tiao xi
调护 tiao hu
调控 tiao kong
调摄 tiao she
调教 tiao jiao
调整 tiao zheng
调料 tiao liao
调朱傅粉 tiao zhu fu fen
调朱弄粉 tiao zhu nong fen
调档 tiao dang
调正 tiao zheng
调治 tiao zhi
调温 tiao wen
调焦 tiao jiao
调理 tiao li
调理阴阳 tiao li yin yang
调皮 tiao pi
调皮鬼 tiao pi gui
调神畅情 tiao shen chang qing
调笑 tiao xiao
调级 tiao ji
调经 tiao jing
调羹 tiao geng
调脂弄粉 tiao zhi nong fen
调舌弄唇 tiao she nong chun
调良稳泛 tiao liang wen fan
调色 tiao se
调色板 tiao se ban
调节 tiao jie
调节税 tiao jie shui
调解 tiao jie
调词架讼 tiao ci jia song
调试 tiao shi
调调 tiao diao
调谐 tiao xie
调谑 tiao xue
调资 tiao zi
调适 tiao shi
调音 tiao yin
调频 tiao pin
调风变俗 tiao feng bian su
调风弄月 tiao feng nong yue
豁拳 hua quan
豁然省悟 huo ran xing wu
豆角儿 dou jue er
豆豉 dou chi
豆重榆瞑 dou chong yu ming
豪商巨贾 hao shang ju gu
貌似 mao si
貌似强大 mao si qiang da
贝勒 bei le
贞松劲柏 zhen song jing bai
贡禹弹冠 gong yu tan guan
财会 cai kuai
财殚力痡 cai dan li pu
质朴 zhi piao
质的 zhi di
贪便宜 tan pian yi
贪多嚼不烂 tan duo jiao bu lan
贪惏无餍 tan lin wu yan
贪生恶死 tan sheng wu si
贫嘴薄舌 pin zui bo she
贫困潦倒 pin kun liao dao
贲临 bi lin
贾人 gu ren
贾用 gu yong
贾祸 gu huo
贾贸 gu mao
贾马 gu ma
赌长较短 du chang jiao duan
赍志而没 ji zhi er mo
赍粮藉寇 ji liang jie kou
赔还 pei huan
赚得 zuan de
赛似 sai si
赛璐玢 sai lu fen
赤绳系足 chi sheng ji zu
赭衣塞路 zhe yi se lu
走为上着 zou wei shang zhao
趁水和泥 chen shui huo ni
超长 chao chang
趔趄 lie qie
跑马卖解 pao ma mai xie
跟差 gen chai
跨行业 kua hang ye
路卡 lu qia
跳行 tiao hang
蹄閒三寻 ti jian san xun
身先朝露 shen xian zhao lu
身单力薄 shen dan li bo
身无长处 shen wu chang chu
身无长物 shen wu chang wu
身长 shen chang
躬自菲薄 gong zi fei bo
躯壳 qu qiao
车削 che xiao
车行 che hang
车马炮 ju ma pao
轧机 zha ji
轧账 ga zhang
轧辊 zha gun
轧钢 zha gang
轧钢厂 zha gang chang
轧钢机 zha gang ji
转文 zhuai wen
转行 zhuan hang
转辗反侧 zhuan zhan fan ce
软和 ruan huo
软着陆 ruan zhuo lu
软肋 ruan lei
轴对称 zhou dui chen
轸宿 zhen xiu
轻傜薄赋 qing yao bo fu
轻口薄舌 qing kou bo she
轻嘴薄舌 qing zui bo she
轻率 qing shuai
轻薄 qing bo
轻音乐 qing yin yue
较德焯勤 jiao de zhuo qin
较短比长 jiao duan bi chang
较短絜长 jiao duan xie chang
较短量长 jiao duan liang chang
较长絜短 jiao chang xie duan
辗转 zhan zhuan
辗转反侧 zhan zhuan fan ce
辟举 bi ju
辟书 bi shu
辟召 bi zhao
辟引 bi yin
辟谷 bi gu
辟邪 bi xie
辱没 ru mo
边卡 bian qia
迁都 qian du
过都历块 guo du li kuai
过长 guo chang
近似 jin si
近似值 jin si zhi
返本还元 fan ben huan yuan
返本还原 fan ben huan yuan
返本还源 fan ben huan yuan
返朴还淳 fan pu huan chun
返朴还真 fan pu huan zhen
返老还童 fan lao huan tong
返还 fan huan
还乡 huan xiang
还乡团 huan xiang tuan
还乡昼锦 huan xiang zhou jin
还书 huan shu
还价 huan jia
还俗 huan su
还债 huan zhai
还元返本 huan yuan fan ben
还击 huan ji
还原 huan yuan
还原反本 huan yuan fan ben
还原染料 huan yuan ran liao
还口 huan kou
还君明珠 huan jun ming zhu
还嘴 huan zui
还席 huan xi
还年却老 huan nian que lao
还年卻老 huan nian que lao
还年驻色 huan nian zhu se
还情 huan qing
还愿 huan yuan
还我河山 huan wo he shan
还手 huan shou
还报 huan bao
还本 huan ben
还朴反古 huan pu fan gu
还淳反古 huan chun fan gu
还淳反朴 huan chun fan pu
还淳反素 huan chun fan su
还淳返朴 huan chun fan pu
还清 huan qing
还珠 huan zhu
还珠买椟 huan zhu mai du
还珠合浦 huan zhu he pu
还珠返璧 huan zhu fan bi
还礼 huan li
还童 huan tong
还给 huan gei
还账 huan zhang
还贷 huan dai
还醇返朴 huan chun fan pu
还钱 huan qian
还阳 huan yang
还魂 huan hun
进给 jin ji
进给量 jin ji liang
进退消长 jin tui xiao chang
远水救不了近火 yuan shui jiu bu liao jin huo
远水解不了近渴 yuan shui jie bu liao jin ke
远涉重洋 yuan she chong yang
迫击 pai ji
迫击炮 pai ji pao
迫击炮弹 pai ji pao dan
迭矩重规 die ju chong gui
追趋逐耆 zhui qu zhu shi
追还 zhui huan
退还 tui huan
送佛送到西天 song fo song dao xi tian
送还 song huan
适情率意 shi qing shuai yi
逐物不还 zhu wu bu huan
通都大邑 tong du da yi
遁世长往 dun shi chang wang
遒劲 qiu jing
道藏 dao zang
道行 dao heng
道长争短 dao chang zheng duan
道长论短 dao chang lun duan
遗使 wei shi
遗劳 wei lao
那不勒斯 na bu le si
邮差 you chai
郦食其 li yi ji
都中纸贵 du zhong zhi gui
都会 du hui
都俞吁咈 du yu xu fu
都城 du cheng
都头异姓 du tou yi xing
都察院 du cha yuan
都尉 du wei
都市 du shi
都柏林 dou bo lin
都江堰 du jiang yan
都督 du du
都统 du tong
鄙薄 bi bo
配乐 pei yue
配称 pei chen
配给 pei ji
配给制 pei ji zhi
配角 pei jue
酒铛 jiu cheng
酷似 ku si
醇朴 chun piao
采血 cai xie
释迦牟尼 shi jia mu ni
里弄 li long
重三叠四 chong san die si
重三迭四 chong san die si
重九 chong jiu
重九登高 chong jiu deng gao
重作冯妇 chong zuo feng fu
重修 chong xiu
重修旧好 chong xiu jiu hao
重光 chong guang
重光累洽 chong guang lei qia
重关击柝 chong guan ji tuo
重兴旗鼓 chong xing qi gu
重出 chong chu
重印 chong yin
重叠 chong die
重合 chong he
重启 chong qi
重唱 chong chang
重围 chong wei
重圆 chong yuan
重圭叠组 chong gui die zu
重垣叠锁 chong yuan die suo
重垣迭锁 chong yuan die suo
重复 chong fu
重头 chong tou
重奏 chong zou
重婚 chong hun
重孙 chong sun
重孙女 chong sun nv
重审 chong shen
重山复岭 chong shan fu ling
重山复水 chong shan fu shui
重山峻岭 chong shan jun ling
重岩叠嶂 chong yan die zhang
重岩迭障 chong yan die zhang
重峦叠嶂 chong luan die zhang
重峦叠巘 chong luan die yan
重峦复嶂 chong luan fu zhang
重峦迭嶂 chong luan die zhang
重峦迭巘 chong luan die yan
重庆 chong qing
重床叠屋 chong chuang die wu
重床叠架 chong chuang die jia
重床迭屋 chong chuang die wu
重床迭架 chong chuang die jia
重建 chong jian
重张 chong zhang
重弹 chong tan
重影 chong ying
重手累足 chong shou lei zu
重拍 chong pai
重振旗鼓 chong zhen qi gu
重提 chong ti
重播 chong bo
重操旧业 chong cao jiu ye
重数 chong shu
重整旗鼓 chong zheng qi gu
重新 chong xin
重明继焰 chong ming ji yan
重映 chong ying
重沓 chong ta
重洋 chong yang
重温 chong wen
重温旧业 chong wen jiu ye
重温旧梦 chong wen jiu meng
重演 chong yan
重熙累叶 chong xi lei ye
重熙累洽 chong xi lei qia
重熙累盛 chong xi lei sheng
重熙累绩 chong xi lei ji
重版 chong ban
重犯 chong fan
重现 chong xian
重珪叠组 chong gui die zu
重珪迭组 chong gui die zu
重理旧业 chong li jiu ye
重生 chong sheng
重生父母 chong sheng fu mu
重生爷娘 chong sheng ye niang
重申 chong shen
重睹天日 chong du tian ri
重纰貤缪 chong pi yi miu
重纸累札 chong zhi lei zha
重组 chong zu
重聚 chong ju
重获 chong huo
重葩累藻 chong pa lei zao
重行 chong xing
重裀列鼎 chong yin lie ding
重见天日 chong jian tian ri
重规叠矩 chong gui die ju
重规沓矩 chong gui ta ju
重规累矩 chong gui lei ju
重规袭矩 chong gui xi ju
重规迭矩 chong gui die ju
重译 chong yi
重读 chong du
重起炉灶 chong qi lu zao
重足一迹 chong zu yi ji
重足屏息 chong zu bing xi
重足屏气 chong zu bing qi
重足累息 chong zu lei xi
重足而立 chong zu er li
重蹈覆辙 chong dao fu zhe
重返 chong fan
重迭 chong die
重述 chong shu
重迹屏气 chong ji bing qi
重选 chong xuan
重逢 chong feng
重重 chong chong
重金袭汤 chong jin xi tang
重铬酸钾 chong ge suan jia
重门击柝 chong men ji tuo
重阳 chong yang
重霄 chong xiao
野乘 ye sheng
量力度德 liang li duo de
金匮石室 jin gui shi shi
金蝉脱壳 jin chan tuo qiao
金鳷擘海 jin zhi bo hai
鉴影度形 jian ying duo xing
钉耙 ding pa
钜人长德 ju ren chang de
钦差 qin chai
钦差大臣 qin chai da chen
钧天广乐 jun tian guang yue
铁绰铜琶 tie chao tong pa
铁耙 tie pa
铅山 yan shan
铜模 tong mu
铜筋铁肋 tong jin tie lei
铜臭 tong xiu
铢两悉称 zhu liang xi chen
铢两相称 zhu liang xiang chen
铢量寸度 zhu liang cun duo
铤而走险 ting er zou xian
银行 yin hang
银行行员 yin hang hang yuan
锁匙 suo chi
锁钥 suo yue
锅炉给水 guo lu ji shui
锚泊 mao bo
锦囊还矢 jin nang huan shi
键盘乐器 jian pan yue qi
锻模 duan mu
镌脾琢肾 juan pi zhuo shen
镐京 hao jing
长七短八 chang qi duan ba
长久 chang jiu
长久之计 chang jiu zhi ji
长乐 chang le
长乐未央 chang le wei yang
长于 chang yu
长亭 chang ting
长假 chang jia
长兴 chang xing
长剑 chang jian
长卷 chang juan
长发 chang fa
长句 chang ju
长号 chang hao
长叹 chang tan
长吁短叹 chang xu duan tan
长吁短气 chang xu duan qi
长吟 chang yin
长命 chang ming
长命富贵 chang ming fu gui
长命百岁 chang ming bai sui
长命锁 chang ming suo
长啸 chang xiao
长嘘短叹 chang xu duan tan
长圆 chang yuan
长坂 chang ban
长城 chang cheng
长处 chang chu
长夏 chang xia
长夜 chang ye
长夜漫漫 chang ye man man
长夜难明 chang ye nan ming
长天 chang tian
长存 chang cun
长安 chang an
长安少年 chang an shao nian
长安棋局 chang an qi ju
长安道上 chang an dao shang
长寿 chang shou
长局 chang ju
长崎 chang qi
长川 chang chuan
长工 chang gong
长年 chang nian
长年累月 chang nian lei yue
长庚 chang geng
长度 chang du
长廊 chang lang
长往远引 chang wang yuan yin
长征 chang zheng
长念却虑 chang nian que lv
长性 chang xing
长恨歌 chang hen ge
长恶不悛 chang e bu quan
长恶靡悛 chang e mi quan
长戟高门 chang ji gao men
长才广度 chang cai guang du
长才短驭 chang cai duan yu
长拳 chang quan
长揖 chang yi
长揖不拜 chang yi bu bai
长斋 chang zhai
长斋绣佛 chang zhai xiu fo
长方 chang fang
长方体 chang fang ti
长方形 chang fang xing
长方脸 chang fang lian
长明灯 chang ming deng
长春 chang chun
长春不老 chang chun bu lao
长春市 chang chun shi
长期 chang qi
长机 chang ji
长材小试 chang cai xiao shi
长材茂学 chang cai mao xue
长条 chang tiao
长枕大衾 chang zhen da qin
长枕大被 chang zhen da bei
长林丰草 chang lin feng cao
长枪 chang qiang
长款 chang kuan
长歌当哭 chang ge dang ku
长此以往 chang ci yi wang
长毛 chang mao
长毛兔 chang mao tu
长毛绒 chang mao rong
长汀 chang ting
长江 chang jiang
长江三峡 chang jiang san xia
长江三角洲 chang jiang san jiao zhou
长江后浪推前浪 chang jiang hou lang tui qian lang
长江天堑 chang jiang tian qian
长沙 chang sha
长沙市 chang sha shi
长河 chang he
长治久安 chang zhi jiu an
长法 chang fa
长波 chang bo
长活 chang huo
长流 chang liu
长物 chang wu
长生 chang sheng
长生不死 chang sheng bu si
长生不老 chang sheng bu lao
长生久视 chang sheng jiu shi
长生果 chang sheng guo
长白山 chang bai shan
长目飞耳 chang mu fei er
长眠 chang mian
长眠不起 chang mian bu qi
长矛 chang mao
长短 chang duan
长短句 chang duan ju
长石 chang shi
长程 chang cheng
长空 chang kong
长笛 chang di
长策 chang ce
长算远略 chang suan yuan lve
长篇 chang pian
长篇大套 chang pian da tao
长篇大论 chang pian da lun
长篇小说 chang pian xiao shuo
长篇累牍 chang pian lei du
长线 chang xian
长线产品 chang xian chan pin
长绒棉 chang rong mian
长统 chang tong
长统靴 chang tong xue
长绳系日 chang sheng ji ri
长绳系景 chang sheng xi jing
长编 chang bian
长缨 chang ying
长臂猿 chang bi yuan
长舌 chang she
长舌之妇 chang she zhi fu
长舌妇 chang she fu
长虑却顾 chang lv que gu
长虑后顾 chang lv hou gu
长虑顾后 chang lv gu hou
长虫 chang chong
长虹 chang hong
长蛇封豕 chang she feng shi
长蛇阵 chang she zhen
长街 chang jie
长街短巷 chang jie duan xiang
长衣 chang yi
长衫 chang shan
长袍 chang pao
长袖 chang xiu
长袖善舞 chang xiu shan wu
长袜 chang wa
长裤 chang ku
长褂 chang gua
长计远虑 chang ji yuan lv
长诗 chang shi
长话 chang hua
长话短说 chang hua duan shuo
长调 chang diao
长谈 chang tan
长谈阔论 chang tan kuo lun
长足 chang zu
长跑 chang pao
长跪 chang gui
长辔远御 chang pei yuan yu
长辔远驭 chang pei yuan yu
长辞 chang ci
长远 chang yuan
长途 chang tu
长途电话 chang tu dian hua
长途跋涉 chang tu ba she
长逝 chang shi
长镜头 chang jing tou
长长 chang chang
长长短短 chang chang duan duan
长门 chang men
长队 chang dui
长随 chang sui
长青 chang qing
长音 chang yin
长项 chang xiang
长颈鸟喙 chang jing niao hui
长颈鹿 chang jing lu
长风破浪 chang feng po lang
长驱 chang qu
长驱深入 chang qu shen ru
长驱直入 chang qu zhi ru
长驱直进 chang qu zhi jin
长驾远驭 chang jia yuan yu
长鸣 chang ming
长鸣都尉 chang ming du wei
长鼓 chang gu
长龙 chang long
门单户薄 men dan hu bo
闭塞 bi se
闭塞眼睛捉麻雀 bi se yan jing zhuo ma que
闭明塞聪 bi ming se cong
闭目塞听 bi mu se ting
闭目塞耳 bi mu se er
闭门塞户 bi men se hu
闭门塞窦 bi men se dou
问卜 wen bu
问长问短 wen chang wen duan
闲言长语 xian yan chang yu
间见层出 jian xian ceng chu
阑风长雨 lan feng chang yu
阴着儿 yin zhao er
阻塞 zu se
阿世取容 e shi qu rong
阿世媚俗 e shi mei su
阿世盗名 e shi dao ming
阿党比周 e dang bi zhou
阿党相为 e dang xiang wei
阿其所好 e qi suo hao
阿弥陀佛 e mi tuo fo
阿意取容 e yi qu rong
阿房宫 e pang gong
阿时趋俗 e shi qu su
阿的平 a di ping
阿胶 e jiao
阿谀 e yu
阿谀取容 e yu qu rong
阿谀奉承 e yu feng cheng
阿谀谄媚 e yu chan mei
阿谀逢迎 e yu feng ying
阿附 e fu
陂艿 bei reng
陂陀 po tuo
附着 fu zhuo
附着力 fu zhuo li
附识 fu zhi
陆万 liu wan
陆佰 liu bai
陆圆 liu yuan
陆拾 liu shi
降伏 xiang fu
降妖捉怪 xiang yao zhuo guai
降服 xiang fu
降顺 xiang shun
降龙 xiang long
降龙伏虎 xiang long fu hu
陟罚臧否 zhi fa zang pi
陪都 pei du
陵劲淬砺 ling jing cui li
隋珠弹雀 sui zhu tan que
随珠弹雀 sui zhu tan que
随行就市 sui hang jiu shi
隔行 ge hang
隔行如隔山 ge hang ru ge shan
雀子 qiao zi
雁泊人户 yan bo ren hu
雁行 yan hang
雄劲 xiong jing
雅乐 ya yue
雅鲁藏布江 ya lu zang bu jiang
雕琢 diao zhuo
雕章琢句 diao zhang zhuo ju
雕肝琢肾 diao gan zhuo shen
雕肝琢膂 diao gan zhuo lv
雕蚶镂蛤 diao han lou ge
雨顺风调 yu shun feng tiao
霓裳 ni chang
霜行草宿 shuang xing cao xiu
露一手 lou yi shou
露丑 lou chou
露刃 lou ren
露头 lou tou
露富 lou fu
露底 lou di
露怯 lou qie
露白 lou bai
露相 lou xiang
露脸 lou lian
露苗 lou miao
露面 lou mian
露风 lou feng
露馅 lou xian
露馅儿 lou xian er
露马脚 lou ma jiao
青灯古佛 qing deng gu fo
青紫被体 qing zi pi ti
青藏高原 qing zang gao yuan
靓丽 liang li
靓仔 liang zai
靓女 liang nv
非得 fei dei
靠泊 kao bo
靡靡之乐 mi mi zhi yue
面似靴皮 mian si xue pi
面折庭争 mian she ting zheng
面折廷诤 mian she ting zheng
鞠躬屏气 ju gong bing qi
鞭辟向里 bian bi xiang li
鞭辟着里 bian bi zhuo li
鞭长不及 bian chang bu ji
鞭长不及马腹 bian chang bu ji ma fu
鞭长莫及 bian chang mo ji
鞭长驾远 bian chang jia yuan
鞭鞘 bian shao
韬光俟奋 tao guang si fen
音乐 yin yue
音乐剧 yin yue ju
音乐喷泉 yin yue pen quan
音乐片 yin yue pian
音乐界 yin yue jie
音乐老师 yin yue lao shi
音乐茶座 yin yue cha zuo
音乐频道 yin yue pin dao
顶呱呱 ding gua gua
顾景惭形 gu ying can xing
顾虑重重 gu lv chong chong
顿开茅塞 dun kai mao se
顿足椎胸 dun zu zhui xiong
颀长 qi chang
预卜 yu bu
颉颃 xie hang
频数 pin shuo
颠倒衣裳 dian dao yi chang
颠衣到裳 dian yi dao chang
颤栗 zhan li
风流蕴藉 feng liu yun jie
风调雨顺 feng tiao yu shun
风镐 feng hao
飘泊 piao bo
飘泊无定 piao bo wu ding
飞将数奇 fei jiang shu ji
飞流短长 fei liu duan chang
飞短流长 fei duan liu chang
食不重味 shi bu chong wei
食不重肉 shi bu chong rou
食母 si mu
餐松啖柏 can song dan bo
餔糟啜漓 bu zao chuo li
餔糟啜醨 bu zao chuo li
饔飧不给 yong sun bu ji
饮水啜菽 yin shui chuo shu
饮马长江 yin ma chang jiang
饱和点 bao huo dian
饶舌调唇 rao she tiao chun
饼铛 bing cheng
饿莩载道 e piao zai dao
饿莩遍野 e piao bian ye
首都 shou du
香培玉琢 xiang pei yu zhuo
马勒 ma le
马圈 ma juan
马尾 ma yi
马尾巴 ma yi ba
马瘦毛长 ma shou mao chang
骄儿騃女 jiao er si nv
骠勇 piao yong
骠骑 piao qi
骨殖 gu shi
骶椎 di zhui
高丽参 gao li shen
高义薄云 gao yi bo yun
高句骊 gao gou li
高着 gao zhao
高风劲节 gao feng jing jie
鬼使神差 gui shi shen chai
鬼蜮伎俩 gui yu ji liang
鬼魅伎俩 gui mei ji liang
魂不着体 hun bu zhuo ti
魂不著体 hun bu zhuo ti
鱼游燋釜 yu you zhuo fu
鸟闹 diao nao
鸡爪子 ji zhua zi
鸡肋 ji lei
鸡血石 ji xie shi
鸢肩鹄颈 yuan jian hu jing
鸣凤朝阳 ming feng zhao yang
鸭绿江 ya lu jiang
鸾停鹄峙 luan ting hu zhi
鸾漂凤泊 luan piao feng bo
鸾飘凤泊 luan piao feng bo
鸾鹄停峙 luan hu ting zhi
鸿商富贾 hong shang fu gu
鸿衣羽裳 hong yi yu chang
鸿鹄将至 hong hu jiang zhi
鹄峙鸾停 hu zhi luan ting
鹄峙鸾翔 hu zhi luan xiang
鹄的 gu di
鹤短凫长 he duan fu chang
鹤长凫短 he chang fu duan
鹰击长空 ying ji chang kong
鹰爪子 ying zhua zi
鹰觑鹘望 ying qu hu wang
鹿死谁手 lu si shei shou
麇至沓来 qun zhi ta lai
麟角凤觜 lin jiao feng zui
黄钟长弃 huang zhong chang qi
黄陂 huang pi
黄雀伺蝉 huang que si chan
黏皮着骨 nian pi zhuo gu
黏着 nian zhuo
黾穴鸲巢 meng xue qu chao
鼎折覆餗 ding she fu su
鼎折餗覆 ding she su fu
鼎铛有耳 ding cheng you er
鼎铛玉石 ding cheng yu shi
鼎鼐调和 ding nai tiao he
鼓乐 gu yue
鼓乐喧天 gu yue xuan tian
鼓乐齐鸣 gu yue qi ming
鼻塞 bi se
齿龈 chi yin
龈齿弹舌 yin chi dan she
龈龈计较 yin yin ji jiao
龙门刨 long men bao
龟兹 qiu ci
龟裂 jun lie
"""
