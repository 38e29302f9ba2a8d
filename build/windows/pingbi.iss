; The installer, per user and without administrator rights: iscc build\windows\pingbi.iss after package.py.
#define Name "县区半年评比"
#define Version GetVersionNumbersString("..\..\dist\pingbi\pingbi.exe")

[Setup]
AppId={{5B0D3C1E-7C55-4E0B-9C64-0E6F2C1D9A77}
AppName={#Name}
AppVersion={#Version}
DefaultDirName={localappdata}\Programs\pingbi
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir=..\..\dist
OutputBaseFilename=pingbi-{#Version}-windows-setup
SetupIconFile=..\icon\pingbi.ico
UninstallDisplayIcon={app}\pingbi.exe
Compression=lzma2/max
SolidCompression=yes
ChangesAssociations=yes
WizardStyle=modern

[Languages]
Name: "zh"; MessagesFile: "compiler:Default.isl"

[LangOptions]
LanguageName=简体中文
LanguageID=$0804
DialogFontName=Microsoft YaHei UI

[Messages]
; What this installer shows of Inno Setup's own words; its Chinese translation is not part of every installation.
SetupWindowTitle=安装 - %1
WelcomeLabel1=安装 [name]
WelcomeLabel2=将把 [name/ver] 装到您自己的文件夹里，不需要管理员权限。
SelectDirLabel3=安装到下面的文件夹。
ReadyLabel1=可以安装了
FinishedHeadingLabel=已装好 [name]
FinishedLabel=从开始菜单打开，或双击一个 .pingbi 文件。
ButtonNext=继续(&N) >
ButtonBack=< 返回(&B)
ButtonInstall=安装(&I)
ButtonCancel=取消
ButtonFinish=完成(&F)

[Tasks]
Name: "desktop"; Description: "在桌面放一个图标"

[Files]
Source: "..\..\dist\pingbi\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{userprograms}\{#Name}"; Filename: "{app}\pingbi.exe"
Name: "{userdesktop}\{#Name}"; Filename: "{app}\pingbi.exe"; Tasks: desktop

[Registry]
Root: HKCU; Subkey: "Software\Classes\.pingbi"; ValueType: string; ValueData: "pingbi.project"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\pingbi.project"; ValueType: string; ValueData: "评比项目"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\pingbi.project\DefaultIcon"; ValueType: string; ValueData: "{app}\pingbi.exe,0"
Root: HKCU; Subkey: "Software\Classes\pingbi.project\shell\open\command"; ValueType: string; ValueData: """{app}\pingbi.exe"" ""%1"""

[Run]
Filename: "{app}\pingbi.exe"; Description: "现在打开"; Flags: nowait postinstall skipifsilent
